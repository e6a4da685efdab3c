import { readFile } from "node:fs/promises";

/** The kernel counts in hundredths of a second for programs, whatever it uses itself. */
const TICKS_PER_SECOND = 100;

/** Processor time of a process so far, in seconds; 0 of one that has ended, null off Linux, where nobody tells cheaply. */
export async function processorSeconds(pid: number): Promise<number | null> {
  if (process.platform !== "linux") return null;
  const line = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  // The name may hold blanks and brackets; what follows the last bracket does not.
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}
