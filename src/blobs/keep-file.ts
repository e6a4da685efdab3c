import { rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../files/make-folder.ts";
import type { BlobName } from "../ports/blob-store.ts";
import { blobPath } from "./blob-path.ts";
import { refuseMissing, refuseUnusable } from "./refusals.ts";
import { syncFolder } from "./sync-folder.ts";

/** Gives a received file its place in the store. It is there for good when this resolves, whatever happens to the power. */
type KeepFile = (from: string, name: BlobName) => Promise<void>;

/**
 * Keeps files under `root`.
 * @throws {Failure} `disk-full`, `storage-unavailable`; `blob-not-found` when neither the file nor the blob is there any more
 */
export function keepFile(root: string): KeepFile {
  // Folders whose own names are on the disk. Whoever made them may not have got so far.
  const settled = new Set<string>();
  const keep: KeepFile = async (from, name) => {
    const path = blobPath(root, name);
    const folder = dirname(path);
    await makeFolder(folder);
    try {
      await rename(from, path);
    } catch (error) {
      await refuseUnlessThere(path, error);
      await rm(from, { force: true });
    }
    await syncFolder(folder);
    if (settled.has(folder)) return;
    for (const parent of [dirname(folder), root, dirname(root)]) await syncFolder(parent);
    settled.add(folder);
  };
  return (from, name) => keep(from, name).catch(refuseUnusable);
}

/** The same content may be there already: kept before, or where a system does not replace a file that is being read. */
async function refuseUnlessThere(path: string, error: unknown): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  refuseMissing(error);
}
