import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** One process as the system shows it. */
export interface ProcessFigures {
  readonly pid: number;
  readonly parent: number;
  /** The most memory it ever held on Linux, what it holds now elsewhere. */
  readonly memoryBytes: number;
  /** Of itself and of the children it has outlived; null where the system does not say (only Linux does). */
  readonly processorSeconds: number | null;
}

/** A process and all that descend from it. A process that ends while it is looked at is left out. */
export async function processFamily(root: number): Promise<ProcessFigures[]> {
  const all = process.platform === "linux" ? await fromProc() : await fromPs();
  const family = new Map<number, ProcessFigures>();
  const add = (pid: number) => {
    const own = all.find((one) => one.pid === pid);
    if (!own || family.has(pid)) return;
    family.set(pid, own);
    for (const child of all.filter(({ parent }) => parent === pid)) add(child.pid);
  };
  add(root);
  if (process.platform !== "linux") return [...family.values()];
  return Promise.all([...family.values()].map(async (one) => ({ ...one, memoryBytes: await peakOf(one.pid) })));
}

/** Processor seconds that a process, its descendants and those they have outlived took so far; null off Linux. */
export async function familyProcessorSeconds(root: number): Promise<number | null> {
  const family = await processFamily(root);
  return family.reduce<number | null>(
    (total, { processorSeconds }) => (total === null || processorSeconds === null ? null : total + processorSeconds),
    0,
  );
}

/** Processor seconds of one process, and of those it has outlived; 0 of one that has ended, and off Linux. */
export async function processorSecondsOf(pid: number): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  return line === "" ? 0 : (readStat(line).processorSeconds ?? 0);
}

/** Processor seconds of all children this process has outlived; the difference is what the last one took. Null off Linux. */
export async function outlivedProcessorSeconds(): Promise<number | null> {
  if (process.platform !== "linux") return null;
  const { user, system } = ticksOf(await readFile("/proc/self/stat", "latin1")).children;
  return (user + system) / TICKS_PER_SECOND;
}

async function fromProc(): Promise<ProcessFigures[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "latin1").catch(() => "")));
  return stats.filter(Boolean).map(readStat);
}

/** The kernel counts in hundredths of a second for programs, whatever it uses itself. */
const TICKS_PER_SECOND = 100;

/** Reads a line of `/proc/PID/stat`. Memory is not in it. */
export function readStat(line: string): ProcessFigures {
  const { own, children } = ticksOf(line);
  const processorSeconds = (own.user + own.system + children.user + children.system) / TICKS_PER_SECOND;
  return { pid: Number.parseInt(line, 10), parent: Number(fieldsOf(line)[1]), memoryBytes: 0, processorSeconds };
}

function ticksOf(line: string) {
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fieldsOf(line).slice(11, 15).map(Number);
  return { own: { user, system }, children: { user: childUser, system: childSystem } };
}

/** The name may hold blanks and brackets; what follows the last bracket does not. */
const fieldsOf = (line: string) => line.slice(line.lastIndexOf(")") + 2).split(" ");

async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "latin1").catch(() => "");
  return 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
}

async function fromPs(): Promise<ProcessFigures[]> {
  const { stdout } = await promisify(execFile)("ps", ["-axo", "pid=,ppid=,rss="]).catch(() => ({ stdout: "" }));
  const rows = stdout.trim().split("\n").filter(Boolean);
  return rows.map((row) => {
    const [pid = 0, parent = 0, kilobytes = 0] = row.trim().split(/\s+/).map(Number);
    return { pid, parent, memoryBytes: kilobytes * 1024, processorSeconds: null };
  });
}
