import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { builtServer, detectWhisperCpp, findServer } from "./find-server.ts";

const never = new AbortController().signal;
let folder = "";
let enginesDir = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "server-"));
  enginesDir = join(folder, "engines");
  vi.stubEnv("PATH", join(folder, "empty"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function program(path: string, script = "exit 0", mode = 0o755): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, mode);
  return path;
}

const wrong = { code: "engine-unavailable", message: expect.stringContaining("WHISPER_CPP_BIN") };
const absent = {
  code: "engine-unavailable",
  message: expect.stringContaining("scribewell engines install whispercpp"),
};

it("takes the program that the settings name, whatever it is called, or the one in the directory", async () => {
  const bin = await program(join(folder, "own", "my-server"));
  expect(await findServer({ bin, enginesDir })).toBe(bin);
  const inside = await program(join(folder, "own", "whisper-server"));
  expect(await findServer({ bin: dirname(inside), enginesDir })).toBe(inside);
});

it("looks nowhere else where the settings name one", async () => {
  const built = await program(builtServer(enginesDir));
  const plain = await program(join(folder, "own", "plain"), "exit 0", 0o644);
  const circle = join(folder, "circle");
  await symlink(circle, circle);
  for (const bin of [join(folder, "nothing"), join(built, "below-a-file"), join(folder, "own"), plain, circle])
    await expect(findServer({ bin, enginesDir })).rejects.toMatchObject(wrong);
});

it("prefers the one that was built here to those of the PATH, and of those the first", async () => {
  const first = join(folder, "first");
  const second = await program(join(folder, "second", "whisper-server"));
  vi.stubEnv("PATH", `${first}:${dirname(second)}`);
  await mkdir(join(first, "whisper-server"), { recursive: true });
  expect(await findServer({ enginesDir })).toBe(second);
  const built = await program(builtServer(enginesDir));
  expect(await findServer({ enginesDir })).toBe(built);
});

it("says how to get one where there is none", async () => {
  await expect(findServer({ enginesDir })).rejects.toMatchObject(absent);
});

it("tells whether it is here and starts", async () => {
  const bin = await program(join(folder, "good"), '[ "$1" = --help ] && echo " --inference-path PATH"');
  expect(await detectWhisperCpp({ bin, enginesDir }, never)).toEqual({
    engine: "whispercpp",
    state: "ready",
    detail: bin,
  });
  const remedy = "set WHISPER_CPP_BIN to whisper-server, or leave it out";
  const other = await program(join(folder, "other"), "exit 0");
  expect(await detectWhisperCpp({ bin: other, enginesDir }, never)).toEqual({
    engine: "whispercpp",
    state: "absent",
    detail: `${other} is no whisper-server`,
    remedy,
  });
  const broken = await program(join(folder, "broken"), "exit 127");
  expect(await detectWhisperCpp({ bin: broken, enginesDir }, never)).toEqual({
    engine: "whispercpp",
    state: "absent",
    detail: "whisper-server does not start here",
    remedy,
  });
  expect(await detectWhisperCpp({ enginesDir }, never)).toMatchObject({
    state: "absent",
    remedy: "scribewell engines install whispercpp",
  });
});

it("ends with the reason of an abort", async () => {
  const bin = await program(join(folder, "slow"), "exec /bin/sleep 1000");
  await expect(detectWhisperCpp({ bin, enginesDir }, AbortSignal.timeout(200))).rejects.toThrow("timeout");
});
