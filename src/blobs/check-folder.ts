import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
import { nameOfOwn } from "./owned-file.ts";
import { receiveFile } from "./receive-file.ts";

/**
 * Writes a file into a folder, which is made, and removes it.
 * @throws {Failure} `storage-unavailable`, `disk-full`
 */
export async function checkFolder(folder: string): Promise<void> {
  const path = join(folder, nameOfOwn());
  try {
    await receiveFile(new Uint8Array(1), path, { maxBytes: 1, signal: new AbortController().signal });
    await rm(path, { force: true });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      "storage-unavailable",
      `The directory that keeps the recordings cannot be written (${codeOf(error)}). Check the rights on it, and that its disk is mounted.`,
      { cause: error },
    );
  }
}
