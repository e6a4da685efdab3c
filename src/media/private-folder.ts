import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { codeOf } from "../domain/system-errors.ts";

// The machine is part of the name because containers that share a folder each count their processes from 1.
const PREFIX = `scribewell-spool-${hostname().replace(/[^A-Za-z0-9]/g, "")}-`;

/** Makes a folder in `parent` that only this user can enter. Its name holds the process, so that `sweepFolders` knows whose it is. */
export function makePrivateFolder(parent: string): Promise<string> {
  return mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
}

/** Removes the folders that processes of this machine left in `parent` when they were killed. Those of living processes stay. */
export async function sweepFolders(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const path = join(parent, name);
    if (name.startsWith(PREFIX) && (await isLeft(path, Number.parseInt(name.slice(PREFIX.length), 10)))) {
      // What cannot be removed belongs to somebody else, or is being swept by another process right now.
      await rm(path, { recursive: true, force: true }).catch(() => {});
    }
  }
}

async function isLeft(path: string, pid: number): Promise<boolean> {
  if (!(pid > 0)) return false;
  if (pid !== process.pid) return !isAlive(pid);
  // In a container each start has the same number: what is older than this process is from an earlier one.
  const startedMs = Date.now() - process.uptime() * 1000;
  return stat(path).then(
    ({ ctimeMs }) => ctimeMs < startedMs,
    () => false,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to signal it (EPERM) means that it lives.
    return codeOf(error) !== "ESRCH";
  }
}
