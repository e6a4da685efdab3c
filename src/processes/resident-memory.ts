import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Memory that processes hold at the moment, in bytes. One that has ended holds none, and on Windows none is told. */
export async function residentMemory(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map(process.platform === "linux" ? fromProc : fromPs));
  return each.reduce((sum, bytes) => sum + bytes, 0);
}

async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "latin1").catch(() => "");
  return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
}

async function fromPs(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return 1024 * (Number.parseInt(stdout, 10) || 0);
}
