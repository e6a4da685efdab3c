import { sql } from "kysely";
import type { Database } from "../../database/schema.ts";
import type { ErasedFiles, Receipt } from "../jobs/purge-job-receipt.ts";

/** What was erased with the jobs of a batch: the sums of their receipts. */
export interface BatchReceipt {
  readonly batch: string;
  /** How many were erased. */
  readonly jobs: number;
  readonly erased: {
    readonly recordings: ErasedFiles;
    readonly sound: ErasedFiles;
    readonly transcripts: number;
    readonly events: number;
    readonly webhookDeliveries: number;
  };
  /** Recordings that stay because a job outside the batch refers to the same content. */
  readonly keptFor: number;
  /** False where the store could not be asked for all of them. */
  readonly blobsErased: boolean;
}

/** What the receipts of jobs come to together. */
export function sumErased(receipts: readonly Receipt[]): Omit<BatchReceipt, "batch" | "keptFor"> {
  const all = receipts.map(({ erased }) => erased);
  const filesOf = (files: readonly ErasedFiles[]): ErasedFiles => ({
    count: sum(files.map(({ count }) => count)),
    bytes: sum(files.map(({ bytes }) => bytes)),
  });
  return {
    jobs: receipts.length,
    erased: {
      recordings: filesOf(all.map(({ recordings }) => recordings)),
      sound: filesOf(all.map(({ sound }) => sound)),
      transcripts: all.filter(({ transcript }) => transcript).length,
      events: sum(all.map(({ events }) => events)),
      webhookDeliveries: sum(all.map(({ webhookDeliveries }) => webhookDeliveries)),
    },
    blobsErased: receipts.every(({ blobsErased }) => blobsErased),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * Recordings of a batch that jobs outside it or uploads refer to as well. It cannot be told from the receipts: of two jobs of a batch
 * that share a recording the first one leaves it to the second.
 */
export async function countKept(db: Database, batch: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct mine.digest)::int as count
    from blob_references as mine join jobs on jobs.id = mine.job_id
    where jobs.batch_id = ${batch} and mine.purpose = 'recording' and (exists (
      select from blob_references as others join jobs as elsewhere on elsewhere.id = others.job_id
      where others.tenant_id = mine.tenant_id and others.digest = mine.digest
        and elsewhere.batch_id is distinct from ${batch}
    ) or exists (
      select from uploads where uploads.tenant_id = mine.tenant_id and uploads.digest = mine.digest
    ))`.execute(db);
  return rows[0]?.count ?? 0;
}
