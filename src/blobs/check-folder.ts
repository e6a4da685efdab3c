import { rm } from "node:fs/promises";
import { join } from "node:path";
import { nameOfOwn } from "./owned-file.ts";
import { receiveFile } from "./receive-file.ts";
import { refuseUnusable } from "./refusals.ts";

/**
 * Writes a file into a folder, which is made, and removes it.
 * @throws {Failure} `storage-unavailable`, `disk-full`
 */
export async function checkFolder(folder: string): Promise<void> {
  const path = join(folder, nameOfOwn());
  await receiveFile(new Uint8Array(1), path, { maxBytes: 1, signal: new AbortController().signal });
  await rm(path, { force: true }).catch(refuseUnusable);
}
