import { realpath } from "node:fs/promises";
import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
import { makeFolder } from "../files/make-folder.ts";
import { type Claim, claim } from "./claim.ts";
import { claimPipe } from "./claim-pipe.ts";
import { inUse, unusable } from "./data-directory-failures.ts";
import { hasSpareFolder, lockFolder, pipeName, spareFolder } from "./lock-places.ts";

/** The right to be the only process on a data directory. It ends with the process, even one that is killed. */
export interface DataDirectoryLock {
  /** Not null when the lock reaches less far than it should: what an operator has to know. */
  readonly warning: string | null;
  /** Tells everyone who asks from then on, `findService` among them, that the service answers at this address. */
  announce(url: string): void;
  /** Gives the directory free. Twice is fine. Close what writes to the directory first. */
  release(): Promise<void>;
}

/**
 * Makes the data directory where it is missing, for its owner alone, and takes it for this process. It can be taken at
 * once again after its owner ended in whatever way, and of several who try together exactly one gets it. Paths that lead to the
 * same directory are the same. The lock does not keep the process alive.
 * @throws {Failure} `data-directory-unusable`, `data-directory-in-use`.
 */
export async function lockDataDirectory(directory: string): Promise<DataDirectoryLock> {
  const { claimed, warning } = await claimDirectory(directory).catch((error: unknown) => {
    throw unusable(directory, error);
  });
  if ("owner" in claimed) throw inUse(directory, claimed.owner);
  const { socket } = claimed;
  return { warning, announce: socket.announce, release: socket.close };
}

async function claimDirectory(directory: string): Promise<{ claimed: Claim; warning: string | null }> {
  await makeFolder(directory);
  const path = await realpath(directory);
  await makeFolder(lockFolder(path));
  if (process.platform === "win32") return { claimed: await claimPipe(pipeName(path)), warning: null };
  try {
    return { claimed: await claim(lockFolder(path)), warning: null };
  } catch (error) {
    if (!NO_SOCKETS.includes(codeOf(error))) throw error;
    return { claimed: await claimSpare(path), warning: warningFor(path) };
  }
}

/** What file systems say that have no sockets, or no second names for one. */
const NO_SOCKETS = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK"];

async function claimSpare(path: string): Promise<Claim> {
  await makeFolder(spareFolder(path));
  if (await hasSpareFolder(path)) return claim(spareFolder(path));
  const detail = `The data directory ${path} cannot be locked: ${spareFolder(path)} belongs to another user. Delete it, or set DATA_DIR to another directory.`;
  throw new Failure("data-directory-unusable", detail);
}

const warningFor = (path: string) =>
  `The file system of ${path} has no sockets, so the lock lies in ${spareFolder(path)}: a process that has another /tmp, as in another container, is not kept out.`;
