import { sql } from "kysely";
import type { Transaction } from "../../database/schema.ts";
import type { BlobName } from "../../ports/blob-store.ts";
import type { JobName } from "./read-job.ts";

/** Files of a kind. */
export interface ErasedFiles {
  readonly count: number;
  readonly bytes: number;
}

/** What was erased with a job: numbers alone. */
export interface Erased {
  readonly recordings: ErasedFiles;
  /** What was cut from recordings to be recognised. */
  readonly sound: ErasedFiles;
  readonly transcript: boolean;
  readonly events: number;
  readonly webhookDeliveries: number;
}

/** What a job left behind that was erased. */
export interface Receipt {
  readonly job: string;
  readonly erasedAt: Date;
  readonly askedBy: "client" | "expiry";
  readonly erased: Erased;
  /** Recordings that stay because another job or an upload of the tenant refers to the same content. */
  readonly keptFor: number;
  /** False where the store could not be asked: then the sweep erases the files, once it can be. */
  readonly blobsErased: boolean;
}

interface Reference extends BlobName {
  readonly purpose: "recording" | "stretch";
  readonly bytes: number;
  /** Something else refers to the same content. */
  readonly isShared: boolean;
}

/**
 * Counts what goes with a job. For the transaction that deletes it, which has its row locked.
 * @returns `references` too: all files that the job refers to, those of other jobs among them
 */
export async function countErased(
  within: Transaction,
  { tenant, id }: JobName,
): Promise<{ erased: Erased; keptFor: number; references: BlobName[] }> {
  const references = await referencesOf(within, { tenant, id });
  const unshared = references.filter(({ isShared }) => !isShared);
  const filesOf = (purpose: Reference["purpose"]): ErasedFiles => {
    const files = unshared.filter((reference) => reference.purpose === purpose);
    return { count: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
  };
  return {
    erased: { recordings: filesOf("recording"), sound: filesOf("stretch"), ...(await countRows(within, id)) },
    keptFor: references.filter(({ purpose, isShared }) => isShared && purpose === "recording").length,
    references: references.map(({ digest }) => ({ tenant, digest })),
  };
}

async function referencesOf(within: Transaction, { tenant, id }: JobName): Promise<Reference[]> {
  // Of two jobs that are erased at once the second counts when the first is gone: what they share is not kept for either.
  await sql`
    select from blobs where tenant_id = ${tenant}
      and digest in (select digest from blob_references where job_id = ${id})
    order by digest for update`.execute(within);
  const { rows } = await sql<Reference>`
    select mine.tenant_id as tenant, mine.digest, mine.purpose, blobs.bytes::float8 as bytes, exists (
      select from blob_references as others
      where others.tenant_id = mine.tenant_id and others.digest = mine.digest and others.job_id <> mine.job_id
    ) or exists (
      select from uploads where uploads.tenant_id = mine.tenant_id and uploads.digest = mine.digest
    ) as "isShared"
    from blob_references as mine join blobs using (tenant_id, digest)
    where mine.job_id = ${id}`.execute(within);
  return rows;
}

async function countRows(
  within: Transaction,
  job: string,
): Promise<Pick<Erased, "transcript" | "events" | "webhookDeliveries">> {
  const { rows } = await sql<Pick<Erased, "transcript" | "events" | "webhookDeliveries">>`
    select
      exists (select from transcripts where job_id = ${job}) as transcript,
      (select count(*)::int from job_events where job_id = ${job}) as events,
      (select count(*)::int from webhook_deliveries where job_id = ${job}) as "webhookDeliveries"`.execute(within);
  return rows[0] ?? { transcript: false, events: 0, webhookDeliveries: 0 };
}
