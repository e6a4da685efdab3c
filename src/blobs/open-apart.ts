import { constants } from "node:fs";
import { copyFile, link, rm } from "node:fs/promises";
import { join } from "node:path";
import { isMissing } from "../domain/system-errors.ts";
import { makeFolder } from "../files/make-folder.ts";
import type { OpenRecording } from "../ports/recordings.ts";
import { nameOfOwn } from "./owned-file.ts";
import { refuseMissing, refuseUnusable } from "./refusals.ts";

/**
 * A file under a name of its own in `folder`: it stays when the blob is deleted, until it is disposed of.
 * @param options.extension with its dot
 * @throws {Failure} `blob-not-found`, `disk-full`, `storage-unavailable`
 */
export async function openApart(
  path: string,
  { folder, extension, signal }: { folder: string; extension?: string | undefined; signal: AbortSignal },
): Promise<OpenRecording> {
  signal.throwIfAborted();
  await makeFolder(folder).catch(refuseUnusable);
  const own = join(folder, nameOfOwn(extension));
  const dispose = (): Promise<void> => rm(own, { force: true }).catch(refuseUnusable);
  try {
    await link(path, own).catch((error: unknown) => copyInstead(error, { path, own }));
    signal.throwIfAborted();
  } catch (error) {
    await dispose();
    throw error;
  }
  return { path: own, dispose };
}

/** Not every file system has links. */
async function copyInstead(error: unknown, { path, own }: { path: string; own: string }): Promise<void> {
  if (isMissing(error)) refuseMissing(error);
  await copyFile(path, own, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE).catch(refuseUnusable);
}
