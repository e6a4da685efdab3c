import { deleteUnwanted } from "../../database/blobs.ts";
import { forgetExpiredUploads } from "../../database/uploads.ts";
import type { Services } from "../../services.ts";

/** Uploads that are forgotten at once. */
const BATCH = 100;

/**
 * Forgets the uploads whose time is over, and deletes what no job refers to. The signal ends it between two batches; content
 * that is left then, or where the process ends in the middle, the sweep deletes.
 * @throws the signal's reason
 */
export async function deleteExpiredUploads(
  services: Pick<Services, "db" | "blobs">,
  signal: AbortSignal,
): Promise<void> {
  for (let found = BATCH; found === BATCH; ) {
    signal.throwIfAborted();
    const contents = await forgetExpiredUploads(services.db, BATCH);
    found = contents.length;
    await deleteUnwanted(services, contents);
  }
}
