import { findResumable, type LeftResumable, leftResumables } from "../../../database/resumable-uploads.ts";
import { Failure } from "../../../domain/failure.ts";
import type { Services } from "../../../services.ts";
import { tryLockUpload } from "./lock-upload.ts";
import { removeResumable, takeInIfWhole } from "./take-in.ts";

type Needs = Pick<Services, "db" | "blobs" | "log" | "connections">;

/** Uploads that are looked at together. */
const BATCH = 100;
/** Comes before all ids. */
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Forgets uploads that were begun and not ended in their time, with what came of them, and takes in those that came whole
 * when nobody was left to do it. One that cannot be done keeps none of the others. The signal ends it between two.
 * @throws the signal's reason; the first `Failure` when all have been looked at
 */
export async function sweepResumables(services: Needs, signal: AbortSignal): Promise<void> {
  let failure: Failure | undefined;
  let forgotten = 0;
  let after: string | undefined = FIRST;
  while (after !== undefined) {
    const left: LeftResumable[] = await leftResumables(services.db, { after, most: BATCH });
    for (const name of left) {
      signal.throwIfAborted();
      const done = await settle(services, name).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        failure ??= error;
      });
      if (done === "removed" && !name.wasTakenIn) forgotten++;
    }
    after = left.at(-1)?.id;
  }
  if (forgotten > 0) services.log.info({ uploads: forgotten }, "unfinished uploads expired");
  if (failure) throw failure;
}

async function settle(services: Needs, name: LeftResumable): Promise<"removed" | "taken in" | "left"> {
  const lock = await tryLockUpload(services, name.id);
  if (!lock) return "left";
  try {
    const upload = await findResumable(services.db, name);
    if (upload) return (await takeInIfWhole(services, upload, lock)) === upload.bytes ? "taken in" : "left";
    await removeResumable(services, name, lock);
    return "removed";
  } finally {
    await lock.end();
  }
}
