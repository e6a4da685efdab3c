import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Ending } from "../ports/blob-store.ts";
import { isLeft } from "./owned-file.ts";
import { namesIn } from "./walk.ts";

/** Longer than any transfer stands still, and than any program takes to open the file it was given. */
const UNTOUCHED_MS = 6 * 3_600_000;

/** Removes the files whose process is gone. Those of this process stay, however old. A folder that is not there is no error. */
export async function sweepIncoming(
  folder: string,
  { untouchedMs = UNTOUCHED_MS, signal }: Ending & { readonly untouchedMs?: number } = {},
): Promise<void> {
  for (const name of await namesIn(folder)) {
    signal?.throwIfAborted();
    const path = join(folder, name);
    // What cannot be removed belongs to somebody else, or is being swept by another process right now.
    if (await isLeft(path, untouchedMs)) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}
