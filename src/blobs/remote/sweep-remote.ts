import type { Ending } from "../../ports/blob-store.ts";
import { PARTIAL, PARTIAL_LEFT_AFTER_MS } from "../partial-name.ts";
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
  for (const [place, leftAfterMs] of [
    [keys.incoming, OBJECT_LEFT_AFTER_MS],
    [`${keys.root}${PARTIAL}/`, PARTIAL_LEFT_AFTER_MS],
  ] as const) {
    const left = Date.now() - leftAfterMs;
    for await (const { key, modified } of objects.list(place, ending))
      if (modified.getTime() < left) await objects.delete(key, ending);
  }
  await objects.sweepUploads(keys.root, new Date(Date.now() - UPLOAD_LEFT_AFTER_MS), ending);
}
