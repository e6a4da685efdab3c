import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, isMissing } from "../domain/system-errors.ts";
import type { Ending, StoredBlob } from "../ports/blob-store.ts";
import { isDigest, isTenant } from "./blob-path.ts";
import { refuseUnusable } from "./refusals.ts";

/** A store that was not used yet has no folder; one with a file in its place is broken. */
const isUnused = (error: unknown): boolean => codeOf(error) === "ENOENT";

/** The names in a folder; none where an error says that there is no such folder. */
export async function namesIn(folder: string, saysNone = isMissing): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (saysNone(error)) return [];
    return refuseUnusable(error);
  }
}

/** Every blob under `root`, a folder at a time. What is deleted meanwhile may be left out; what is no blob is. */
export async function* walk(root: string, { signal }: Ending = {}): AsyncGenerator<StoredBlob> {
  for (const tenant of (await namesIn(root, isUnused)).filter(isTenant))
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
    return refuseUnusable(error);
  }
}
