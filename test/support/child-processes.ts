import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

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
    await Promise.all(childrenOf(pid).map(async (child) => [child.pid, await ticksOf(child.pid)] as const)),
  );
  await pause(milliseconds);
  const after = await Promise.all(
    childrenOf(pid).map(async (child) => (await ticksOf(child.pid)) - (before.get(child.pid) ?? 0)),
  );
  return after.reduce((sum, ticks) => sum + Math.max(0, ticks), 0) / TICKS_A_SECOND;
}

const TICKS_A_SECOND = 100;

async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The command before this bracket may hold spaces. The 14th and 15th field are the time of the user and of the system.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}
