import { forgetEmptyBatches } from "../../database/batches.ts";
import { forgetCounts } from "../../database/request-counts.ts";
import { forgetSessions } from "../../database/sessions.ts";
import { REQUEST_WINDOW_MS } from "../../domain/api-key.ts";
import type { Services } from "../../services.ts";
import { purgeIfThere } from "../jobs/purge-job.ts";
import { sweepResumables } from "../uploads/resumable/sweep-resumables.ts";
import { deleteExpiredUploads } from "./delete-expired-uploads.ts";
import { deletingUntil } from "./deleting-until.ts";

type Needs = Pick<Services, "db" | "connections" | "blobs" | "news" | "machine" | "log">;

/** Jobs that are looked up at once. */
const BATCH = 100;

/**
 * Erases the jobs whose time is over, whatever their state. Each leaves its receipt. Batches that this left empty are forgotten,
 * and so are uploads and sessions whose time is over.
 * The signal ends it between two jobs; files that one of them has left by then are the sweep's, and its receipt says so.
 * @throws the signal's reason
 */
export async function deleteExpired(
  services: Needs,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const needs = { ...services, blobs: deletingUntil(services.blobs, signal) };
  let found = BATCH;
  while (found === BATCH) found = await deleteSome(needs, signal);
  await forgetEmptyBatches(services.db);
  await forgetCounts(services.db, REQUEST_WINDOW_MS);
  await forgetSessions(services.db);
  await deleteExpiredUploads(needs, signal);
  await sweepResumables(needs, signal);
}

async function deleteSome(services: Needs, signal: AbortSignal): Promise<number> {
  const expired = await services.db
    .selectFrom("jobs")
    .select(["id", "tenant_id as tenant"])
    .where("expires_at", "<", (eb) => eb.fn<Date>("now"))
    .limit(BATCH)
    .execute();
  for (const job of expired) {
    signal.throwIfAborted();
    await purgeIfThere(services, { ...job, actor: "expiry" });
  }
  return expired.length;
}
