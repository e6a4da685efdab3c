import { afterEach, expect, it } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { type Program, startProgram } from "./program.ts";
import { lastComplaint, programLost, watchWork } from "./program-watch.ts";

const programs: Program[] = [];
afterEach(() => Promise.all(programs.splice(0).map((program) => program.kill())));

function shell(script: string): Program {
  const program = startProgram({ command: "/bin/sh", args: ["-c", script] });
  programs.push(program);
  return program;
}

const never = () => new Promise<never>(() => {});
const name = "test/program";

it("gives what the work gives, or its failure", async () => {
  const program = shell("sleep 1000");
  const watch = { name, stallMs: 60_000 };
  expect(await watchWork(program, watch, async () => 7)).toBe(7);
  await expect(watchWork(program, watch, () => Promise.reject(new Error("no answer")))).rejects.toThrow("no answer");
  expect(program.isAlive).toBe(true);
});

it("says that the program ended first, with its last complaint", async () => {
  const program = shell("echo 'error: no paper' >&2; echo bye >&2; exit 3");
  const expected = {
    code: "engine-lost",
    message: "The engine process of test/program ended unexpectedly (3): error: no paper",
  };
  await expect(watchWork(program, { name, stallMs: 60_000 }, never)).rejects.toMatchObject(expected);
  await expect(watchWork(program, { name, stallMs: 60_000 }, never)).rejects.toMatchObject(expected);
});

it("tells of the end of a program, not of the work that failed for it a moment before", async () => {
  const program = shell("exec >&-; sleep 0.1; exit 3");
  const silent = async () => {
    for await (const _part of program.output);
    throw new Error("it says nothing more");
  };
  await expect(watchWork(program, { name, stallMs: 60_000 }, silent)).rejects.toThrow("ended unexpectedly (3)");
});

it("says that a program does nothing", async () => {
  const begun = performance.now();
  const watched = watchWork(shell("sleep 1000"), { name, stallMs: 1_000 }, never);
  await expect(watched).rejects.toMatchObject({
    code: "engine-lost",
    message: "The engine process of test/program gave no sign of work for 1 s and was ended",
  });
  expect(performance.now() - begun).toBeLessThan(SOON_MS);
});

const title = "gives a program that computes more time, but not for ever";
const isLinux = process.platform === "linux";
it.skipIf(!isLinux)(isLinux ? title : `${title} (skipped: processor time is told on Linux alone)`, async () => {
  const begun = performance.now();
  await expect(watchWork(shell("while :; do :; done"), { name, stallMs: 100 }, never)).rejects.toThrow("no sign");
  expect(performance.now() - begun).toBeGreaterThan(1_500);
  expect(performance.now() - begun).toBeLessThan(3 * SOON_MS);
});

it("tells the line that names a cause, or none", async () => {
  const program = shell("echo 'one: failed to start' >&2; echo 'two: backend is CPU' >&2; exit 1");
  await program.ended;
  expect(lastComplaint(program)).toBe("one: failed to start");
  const quiet = shell("echo fine >&2; exit 1");
  await quiet.ended;
  expect(lastComplaint(quiet)).toBe("");
  expect(programLost(name, quiet, "SIGSEGV").message).toBe(
    "The engine process of test/program ended unexpectedly (SIGSEGV)",
  );
});
