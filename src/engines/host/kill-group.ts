import type { ChildProcess } from "node:child_process";

/** Kills a child that leads a group, and all it has started. Harmless where none of them is left. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nobody of the group is left.
  }
}
