import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { isMissing } from "../domain/system-errors.ts";
import type { Ending, StoredBlob } from "../ports/blob-store.ts";
import { isDigest, isTenant } from "./blob-path.ts";

/** The names in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Every blob under `root`, a folder at a time. What is deleted meanwhile may be left out; what is no blob is. */
export async function* walk(root: string, { signal }: Ending = {}): AsyncGenerator<StoredBlob> {
  for (const tenant of (await namesIn(root)).filter(isTenant))
    for (const beginning of await namesIn(join(root, tenant)))
      for (const digest of await namesIn(join(root, tenant, beginning))) {
        signal?.throwIfAborted();
        if (!isDigest(digest) || !digest.startsWith(beginning)) continue;
        const modified = await modifiedOf(join(root, tenant, beginning, digest));
        if (modified) yield { tenant, digest, modified };
      }
}

async function modifiedOf(path: string): Promise<Date | null> {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
