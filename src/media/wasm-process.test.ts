import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { SOON_MS } from "../../test/support/patience.ts";
import { findFfmpeg } from "./find-ffmpeg.ts";
import { probe } from "./probe.ts";

const folder = mkdtempSync(join(tmpdir(), "wasm-process-"));
const silence = join(folder, "silence.ul");
// 8,000 bytes of mu-law a second, known by its extension alone: an hour.
writeFileSync(silence, Buffer.alloc(8_000 * 3_600, 0xff));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const { file, leadingArgs } = await findFfmpeg({ ffmpegPath: "@ffmpeg/core" });
  const options = { encoding: "buffer", maxBuffer: 1e8 } as const;
  return promisify(execFile)(file, [...leadingArgs, "-hide_banner", ...args], options).catch((error) => error);
}

const output = ["-ar", "16000", "-f", "s16le", "pipe:1"];

it("is ffmpeg with samples on stdout, lines on stderr and its exit code", async () => {
  const good = await run("-v", "info", "-i", `file:${silence}`, "-t", "5", ...output);
  expect(good.stdout).toHaveLength(160_000);
  expect(good.stderr.toString()).toContain("Input #0, mulaw");
  expect(good.stderr.toString()).not.toContain("Aborted");
  expect(good.code).toBeUndefined();

  const bad = await run("-v", "error", "-f", "flac", "-i", `file:${silence}`, ...output);
  expect(bad.stdout).toHaveLength(0);
  expect(bad.code).toBe(1);
});

it("sees no file but the one it was given", async () => {
  const other = await run("-v", "error", "-i", `file:${silence}`, "-i", "file:/etc/hostname", ...output);
  expect(other.stderr.toString()).toContain("No such file or directory");
});

it("blames a broken package, not the file", async () => {
  const { leadingArgs, ...node } = await findFfmpeg({ ffmpegPath: "@ffmpeg/core" });
  const broken = join(folder, "ffmpeg-core.js");
  writeFileSync(broken, "export default () => { throw new Error(); };");
  const ffmpeg = { ...node, leadingArgs: [...leadingArgs.slice(0, -1), broken] };
  const limits = { signal: new AbortController().signal, stallMs: 30_000 };
  await expect(probe(ffmpeg, silence, limits)).rejects.toMatchObject({ code: "decoder-unavailable" });
});

it.runIf(process.platform === "linux")("ends when its parent was killed, and so does native ffmpeg", async () => {
  for (const ffmpegPath of ["@ffmpeg/core", undefined]) {
    const { file, leadingArgs } = await findFfmpeg({ ffmpegPath });
    const args = JSON.stringify([...leadingArgs, "-v", "error", "-i", `file:${silence}`, ...output]);
    // A parent that reads nothing: the child waits for room in the pipe when the parent dies.
    const script = `import { spawn } from "node:child_process";
      const child = spawn(${JSON.stringify(file)}, ${args}, { stdio: ["ignore", "pipe", "ignore"] });
      child.stdout.once("readable", () => console.log(child.pid)); setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const child = Number(await new Promise((resolve) => parent.stdout.once("data", resolve)));
    expect(isRunning(child)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isRunning(child), { timeout: SOON_MS }).toBe(false);
  }
});

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}
