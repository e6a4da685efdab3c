import { expect, it } from "vitest";
import { residentMemory } from "../../processes/resident-memory.ts";
import { runStep, type Step } from "./run-step.ts";

const never = new AbortController().signal;
const shell = (script: string, more: Partial<Step> = {}) =>
  runStep({ command: "/bin/sh", args: ["-c", script], remedy: "It needs a shell.", signal: never, ...more });

it("gives the output, and tells each line of it", async () => {
  const lines: string[] = [];
  const output = await shell("echo one; echo two >&2; printf three", { onLine: (line) => void lines.push(line) });
  expect(output).toBe("one\nthree");
  expect(lines).toEqual(["one", "three"]);
});

it.each([
  [
    "the first line that names an error",
    "echo 'error: no compiler'; echo; echo bye; exit 2",
    "(2): error: no compiler",
  ],
  ["the last line where none does", "echo hello >&2; echo bye >&2; exit 1", "(1): bye"],
  ["nothing where nothing was said", "exit 1", "(1)"],
])("says why it failed: %s", async (_which, script, why) => {
  await expect(shell(script)).rejects.toMatchObject({
    code: "engine-unavailable",
    message: `/bin/sh failed ${why}. It needs a shell.`,
  });
});

it("says that the command is not there", async () => {
  const step = runStep({ command: "/nowhere/cmake", args: [], remedy: "Install cmake.", signal: never });
  await expect(step).rejects.toMatchObject({
    code: "engine-unavailable",
    message: "/nowhere/cmake is not on this machine. Install cmake.",
  });
});

it("kills the command at an abort, and all that it has started", async () => {
  const stop = new AbortController();
  const pids: number[] = [];
  const onLine = (line: string) => {
    pids.push(...line.split(" ").map(Number));
    stop.abort(new Error("enough"));
  };
  await expect(shell("sleep 1000 & echo $$ $!; wait", { signal: stop.signal, onLine })).rejects.toThrow("enough");
  expect(pids).toHaveLength(2);
  await expect.poll(() => residentMemory(pids)).toBe(0);
  await expect(shell("echo begun", { signal: stop.signal, onLine })).rejects.toThrow("enough");
  expect(pids).toHaveLength(2);
});
