import { addToAudit, writeAudit } from "../../database/audit-log.ts";
import { countOutOfBatch } from "../../database/batches-end.ts";
import { deleteUnwanted } from "../../database/blobs.ts";
import type { Transaction } from "../../database/schema.ts";
import type { AuditActor } from "../../domain/audit.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import { Failure } from "../../domain/failure.ts";
import type { BlobName } from "../../ports/blob-store.ts";
import type { Services } from "../../services.ts";
import { cancelJob } from "./cancel-job.ts";
import { countErased, type Receipt } from "./purge-job-receipt.ts";
import { type JobName, jobNotFound } from "./read-job.ts";

type Needs = Pick<Services, "db" | "blobs" | "news" | "machine" | "log">;
/** @property by the client, as the audit log names it */
type Purge = JobName & { readonly actor: Receipt["askedBy"]; readonly by: AuditActor };

/**
 * Erases a job with its recording, text and events. Cancels it first where it runs. A recording that another job of the
 * tenant refers to stays for that one.
 *
 * The receipt is written to the audit log in the transaction that deletes the job. Files are deleted after it: where the
 * store is away the receipt says so, and the sweep deletes them later.
 * @throws {Failure} `job-not-found`
 */
export async function purgeJob(
  services: Needs,
  { tenant, id, by = "client", actor = "client" }: JobName & Partial<Purge>,
): Promise<Receipt> {
  const { db, log, news } = services;
  await cancelJob(services, { tenant, id });
  const { entry, references, ...receipt } = await db
    .transaction()
    .execute((within) => deleteJob(within, { tenant, id, by, actor }));
  const blobsErased = await eraseBlobs(services, { job: id, entry, references });
  log.info({ job: id, actor }, "job purged");
  await news.tell({ job: id, kind: "events" });
  return { ...receipt, blobsErased };
}

/** The same for one of many. @returns nothing where there is no such job: somebody else may erase it in the same moment */
export async function purgeIfThere(...[services, job]: Parameters<typeof purgeJob>): Promise<Receipt | undefined> {
  return purgeJob(services, job).catch((error: unknown) => {
    if (error instanceof Failure && error.code === "job-not-found") return undefined;
    throw error;
  });
}

async function deleteJob(within: Transaction, { tenant, id, by, actor }: Purge) {
  // Of two at once the second finds nothing.
  const job = await within
    .selectFrom("jobs")
    .select("batch_id as batch")
    .where("id", "=", id)
    .where("tenant_id", "=", tenant)
    .forUpdate()
    .executeTakeFirst();
  if (!job) throw jobNotFound(id);
  const { erased, keptFor, references } = await countErased(within, { tenant, id });
  const { id: entry, at: erasedAt } = await writeAudit(within, {
    tenant,
    actor: actor === "client" ? by : actor,
    action: "job-purged",
    job: id,
    detail: { ...erased, keptFor, blobsErased: false },
  });
  await within.deleteFrom("jobs").where("id", "=", id).execute();
  if (job.batch !== null) await countOutOfBatch(within, job.batch);
  return { entry, references, job: id, erasedAt, askedBy: actor, erased, keptFor };
}

/** @returns false where the store, or the database that is asked who else wants them, does not answer */
async function eraseBlobs(
  services: Needs,
  { job, entry, references }: { job: string; entry: string; references: readonly BlobName[] },
): Promise<boolean> {
  try {
    // Each is looked at once more: who else referred to it may be gone meanwhile, or have come.
    await deleteUnwanted(services, references);
    await addToAudit(services.db, entry, { blobsErased: true });
    return true;
  } catch (error) {
    const why = error instanceof Failure ? { code: error.code } : { bug: describeBug(error) };
    services.log.warn({ job, ...why }, "files of a purged job are left to the sweep");
    return false;
  }
}
