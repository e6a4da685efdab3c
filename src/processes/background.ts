import { constants, setPriority } from "node:os";

/** Lets a process have what others leave over of the processor. One that is gone already is left in peace. */
export function toBackground(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended, or the system does not let us: then it runs as it is.
  }
}
