import { sql } from "kysely";
import type { BlobName, BlobStore, ReceivedBlob } from "../ports/blob-store.ts";
import type { Database, Transaction } from "./schema.ts";

interface Reference {
  readonly tenant: string;
  readonly job: string;
  readonly purpose: "recording" | "stretch";
}

/** Makes what was received part of the store and of a job. Nothing stays when the transaction does not commit, but for the sweep. */
export async function keepBlob(within: Transaction, blob: ReceivedBlob, reference: Reference): Promise<void> {
  await keepContent(within, blob, reference.tenant);
  await referTo(within, blob.digest, reference);
}

/** The same for a transaction that goes on to say who wants it: what nobody refers to the sweep deletes. */
export async function keepContent(within: Transaction, blob: ReceivedBlob, tenant: string): Promise<void> {
  const { digest, bytes } = blob;
  await lockBlob(within, { tenant, digest });
  await blob.keep();
  await within
    .insertInto("blobs")
    .values({ tenant_id: tenant, digest, bytes })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** Has a job refer to content that is in the store, and that something else refers to until this is committed. */
export async function referTo(within: Transaction, digest: string, { tenant, job, purpose }: Reference): Promise<void> {
  await within
    .insertInto("blob_references")
    .values({ job_id: job, tenant_id: tenant, digest, purpose })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** In a query of `pieces`: whether the sound of a recognise piece of this job is still kept. */
export const hasSound = (job: string) =>
  sql<boolean>`exists (
    select from blob_references
    where job_id = ${job} and purpose = 'stretch' and digest = pieces.input ->> 'sound'
  )`;

/** Drops a job's references of one kind, and the blobs that nobody refers to any more. */
export async function releaseBlobs(
  { db, blobs }: { db: Database; blobs: BlobStore },
  { job, purpose }: { job: string; purpose: "recording" | "stretch" },
): Promise<void> {
  const dropped = await db
    .deleteFrom("blob_references")
    .where("job_id", "=", job)
    .where("purpose", "=", purpose)
    .returning(["tenant_id", "digest"])
    .execute();
  await deleteUnwanted(
    { db, blobs },
    dropped.map(({ tenant_id: tenant, digest }) => ({ tenant, digest })),
  );
}

/** Deletes those of these blobs that nobody refers to. */
export async function deleteUnwanted(
  { db, blobs }: { db: Database; blobs: BlobStore },
  names: readonly BlobName[],
): Promise<void> {
  for (const name of names) {
    await db.transaction().execute(async (within) => {
      await lockBlob(within, name);
      if (await isWanted(within, name)) return;
      await within.deleteFrom("blobs").where("tenant_id", "=", name.tenant).where("digest", "=", name.digest).execute();
      // Inside the transaction: whoever comes with the same content waits for the lock and puts it there again.
      await blobs.delete(name);
    });
  }
}

/** Whether a job or an upload refers to the blob. */
async function isWanted(within: Transaction, { tenant, digest }: BlobName): Promise<boolean> {
  const { rows } = await sql<{ wanted: boolean }>`
    select exists (select from blob_references where tenant_id = ${tenant} and digest = ${digest})
      or exists (select from uploads where tenant_id = ${tenant} and digest = ${digest}) as wanted`.execute(within);
  return rows[0]?.wanted ?? true;
}

async function lockBlob(within: Transaction, { tenant, digest }: BlobName): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant}/${digest}`}, 0))`.execute(within);
}
