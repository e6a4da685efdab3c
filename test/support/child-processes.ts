import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { processorSecondsOf } from "../../src/benchmark/speed/process-family.ts";

/** The child processes of a process, but the compiler that runs our sources. */
export function childrenOf(pid: number): { pid: number; command: string }[] {
  // All processes: `ps --ppid` fails where there are none.
  const lines = execFileSync("ps", ["-e", "-o", "ppid=,pid=,args="], { encoding: "utf8" }).split("\n");
  const processes = lines.map((line) => /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? []);
  return processes
    .filter(([, parent, , command]) => parent === String(pid) && !/\besbuild\b/.test(command ?? ""))
    .map(([, , own, command]) => ({ pid: Number(own), command: command ?? "" }));
}

/** Seconds of processor time that the children of a process use while so much time goes by. Linux only. */
export async function processorSecondsOfChildren(pid: number, milliseconds: number): Promise<number> {
  const before = new Map(
    await Promise.all(childrenOf(pid).map(async (child) => [child.pid, await processorSecondsOf(child.pid)] as const)),
  );
  await pause(milliseconds);
  const after = await Promise.all(
    childrenOf(pid).map(async (child) => (await processorSecondsOf(child.pid)) - (before.get(child.pid) ?? 0)),
  );
  return after.reduce((sum, seconds) => sum + Math.max(0, seconds), 0);
}
