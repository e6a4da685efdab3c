import { deleteEmptyBatch, jobsOfBatch } from "../../database/batches.ts";
import type { AuditActor } from "../../domain/audit.ts";
import type { Services } from "../../services.ts";
import { purgeIfThere } from "../jobs/purge-job.ts";
import type { Receipt } from "../jobs/purge-job-receipt.ts";
import { type BatchReceipt, countKept, sumErased } from "./purge-batch-receipt.ts";
import { type BatchName, readBatch } from "./read-batch.ts";

type Needs = Pick<Services, "db" | "blobs" | "news" | "machine" | "log">;

/**
 * Erases every job of a batch with all that belongs to it, whatever its state, and the batch; each job leaves its receipt.
 * Where it is cut off, doing it again does the rest, and tells of that rest alone.
 * @throws {Failure} `batch-not-found`
 */
export async function purgeBatch(
  services: Needs,
  { tenant, id, by = "client" }: BatchName & { readonly by?: AuditActor },
): Promise<BatchReceipt> {
  const { db, log } = services;
  await readBatch(services, { tenant, id });
  const keptFor = await countKept(db, id);
  const receipts: Receipt[] = [];
  // The last first: what nobody has begun with is not begun any more.
  for (const job of await jobsOfBatch(db, { id, openOnly: false })) {
    const receipt = await purgeIfThere(services, { tenant, id: job, by });
    if (receipt) receipts.push(receipt);
  }
  await deleteEmptyBatch(db, id);
  log.info({ batch: id, jobs: receipts.length }, "batch purged");
  return { batch: id, ...sumErased(receipts), keptFor };
}
