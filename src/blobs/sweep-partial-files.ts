import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Ending } from "../ports/blob-store.ts";
import { PARTIAL, PARTIAL_LEFT_AFTER_MS } from "./partial-name.ts";
import { namesIn } from "./walk.ts";

/** Removes files that nothing was added to for longer than anybody knows of them. */
export async function sweepPartialFiles(root: string, { signal }: Ending = {}): Promise<void> {
  const left = Date.now() - PARTIAL_LEFT_AFTER_MS;
  for (const tenant of await namesIn(join(root, PARTIAL)))
    for (const upload of await namesIn(join(root, PARTIAL, tenant))) {
      signal?.throwIfAborted();
      const path = join(root, PARTIAL, tenant, upload);
      const modified = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => Number.POSITIVE_INFINITY,
      );
      // What cannot be removed is being swept by another process, or belongs to somebody else.
      if (modified < left) await rm(path, { force: true }).catch(() => {});
    }
}
