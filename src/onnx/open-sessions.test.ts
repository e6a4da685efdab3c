import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openSessions } from "./open-sessions.ts";
import { loadRuntime, openSession } from "./session.ts";
import { assertWorkedThere } from "./worked-there.ts";

/** One node, Add, from `x` to `y`, one float each. */
const DOUBLE = Buffer.from(
  "CAg6NQoOCgF4CgF4EgF5IgNBZGQSAWdaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgIQDQ==",
  "base64",
);
const runtime = await loadRuntime();
const scratch = await mkdtemp(join(tmpdir(), "scratch-"));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const here = runtime.listSupportedBackends().filter(({ bundled }) => bundled);
const isHere = (name: string) => here.some((backend) => backend.name === name);
const absent = (["cuda", "coreml", "directml"] as const).filter((name) => !isHere(name === "directml" ? "dml" : name));

const double = async (session: Awaited<ReturnType<typeof openSession>>) =>
  (await session.run({ x: new runtime.Tensor("float32", Float32Array.of(21), [1]) })).y?.data[0];

it.each(absent)(
  "opens on the processor where %s is not there, says so, and leaves nothing behind",
  async (provider) => {
    const place = { provider, threads: 1, scratch, prove: async () => {} };
    const { sessions, ...opened } = await openSessions(runtime, { model: DOUBLE }, place);
    expect(opened.provider).toBe("cpu");
    expect(opened.warning).toMatch(
      new RegExp(`^${provider} was asked for and does not run here \\(.+\\); the processor was used instead`),
    );
    expect(await double(sessions.model)).toBe(42);
    expect(await readdir(scratch)).toEqual([]);
  },
);

it("opens on the processor without a proof and without a warning", async () => {
  const prove = () => Promise.reject(new Error("was proven"));
  const place = { provider: "cpu", threads: 1, scratch, prove } as const;
  const { sessions, provider, warning, release } = await openSessions(runtime, { model: DOUBLE }, place);
  expect({ provider, warning }).toEqual({ provider: "cpu", warning: null });
  await release();
  await expect(double(sessions.model)).rejects.toThrow("disposed");
});

it("sees from the profile of a session where its work was done", async () => {
  const folder = await mkdtemp(join(scratch, "profile-"));
  const session = await openSession(runtime, DOUBLE, { threads: 1, profile: join(folder, "model") });
  await double(session);
  session.endProfiling();
  await expect(assertWorkedThere(folder, "cuda")).rejects.toThrow("it took none of the work of this model");
  const [file = ""] = await readdir(folder);
  const profile = await readFile(join(folder, file), "utf8");
  await writeFile(join(folder, file), profile.replaceAll("CPUExecutionProvider", "CUDAExecutionProvider"));
  await assertWorkedThere(folder, "cuda");
  await writeFile(
    join(folder, file),
    profile.replaceAll("CPUExecutionProvider", "CUDAExecutionProvider").replaceAll('"Add"', '"MemcpyToHost"'),
  );
  await expect(assertWorkedThere(folder, "cuda")).rejects.toThrow("none of the work");
});
