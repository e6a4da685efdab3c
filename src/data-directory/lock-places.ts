import { createHash } from "node:crypto";
import { lstat, stat } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../domain/system-errors.ts";

const digest = (directory: string) => createHash("sha256").update(directory).digest("hex").slice(0, 32);

/** The named pipe that is the lock of a data directory on Windows. Takes the real path, like all that follow. */
export const pipeName = (directory: string) => `\\\\.\\pipe\\scribewell-${digest(directory)}`;

/** The folder in which the lock of a data directory lies. */
export const lockFolder = (directory: string) => join(directory, "lock");

/** Where the lock lies instead when the file system of the data directory has no sockets. The same for every process, whatever its TMPDIR. */
export const spareFolder = (directory: string) => join("/tmp", `scribewell-${digest(directory)}`);

/**
 * True when the spare folder is there and can be believed. Anyone can make a folder of that name in /tmp and lie about where
 * the service is, so it must belong to this user, to the owner of the data directory or to root.
 */
export async function hasSpareFolder(directory: string): Promise<boolean> {
  const found = await lstat(spareFolder(directory)).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (found === null) return false;
  const trusted = [0, process.geteuid?.(), (await stat(directory)).uid];
  return found.isDirectory() && trusted.includes(found.uid);
}
