import type { Ending } from "../../ports/blob-store.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";

const HOUR_MS = 3_600_000;
/** Longer than anybody takes from an object that came in whole to its being kept. */
const OBJECT_LEFT_AFTER_MS = 24 * HOUR_MS;
/** Longer than an upload of many gigabytes over a slow line takes. */
const UPLOAD_LEFT_AFTER_MS = 7 * 24 * HOUR_MS;

/** Removes what was left unfinished, by its age alone: which processes of other machines live nobody can tell. */
export async function sweepRemote(
  { objects, keys }: { objects: Objects; keys: Keys },
  ending: Ending = {},
): Promise<void> {
  const left = Date.now() - OBJECT_LEFT_AFTER_MS;
  for await (const { key, modified } of objects.list(keys.incoming, ending))
    if (modified.getTime() < left) await objects.delete(key, ending);
  await objects.sweepUploads(keys.root, new Date(Date.now() - UPLOAD_LEFT_AFTER_MS), ending);
}
