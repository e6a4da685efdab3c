import { realpath } from "node:fs/promises";
import type { Logger } from "pino";
import { type DataDirectoryLock, lockDataDirectory } from "../data-directory/lock-data-directory.ts";
import type { Closers } from "./close-all.ts";

/** Locks a directory until the closers are called. One that was locked by the same is given again, whatever path leads to it. */
export type LockDirectory = (directory: string) => Promise<DataDirectoryLock>;

/** Locks that this process holds together. */
export function directoryLocks({
  closers,
  log,
}: {
  closers: Closers;
  log?: Pick<Logger, "warn"> | undefined;
}): LockDirectory {
  const held = new Map<string, DataDirectoryLock>();
  return async (directory) => {
    const known = held.get(await realpath(directory).catch(() => directory));
    if (known) return known;
    const lock = await lockDataDirectory(directory);
    closers.push(() => lock.release());
    held.set(await realpath(directory), lock);
    if (lock.warning !== null) log?.warn(lock.warning);
    return lock;
  };
}
