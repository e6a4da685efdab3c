import { sql } from "kysely";
import type { BlobName, BlobStore, ReceivedBlob } from "../ports/blob-store.ts";
import type { Database, Transaction } from "./schema.ts";

interface Reference {
  readonly tenant: string;
  readonly job: string;
  readonly purpose: "recording" | "stretch";
}

/** Makes what was received part of the store and of a job. Nothing stays when the transaction does not commit, but for the sweep. */
export async function keepBlob(
  within: Transaction,
  blob: ReceivedBlob,
  { tenant, job, purpose }: Reference,
): Promise<void> {
  const { digest, bytes } = blob;
  await lockBlob(within, { tenant, digest });
  await blob.keep();
  await within
    .insertInto("blobs")
    .values({ tenant_id: tenant, digest, bytes })
    .onConflict((oc) => oc.doNothing())
    .execute();
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
      const wanted = await within
        .selectFrom("blob_references")
        .select("job_id")
        .where("tenant_id", "=", name.tenant)
        .where("digest", "=", name.digest)
        .executeTakeFirst();
      if (wanted) return;
      await within.deleteFrom("blobs").where("tenant_id", "=", name.tenant).where("digest", "=", name.digest).execute();
      // Inside the transaction: whoever comes with the same content waits for the lock and puts it there again.
      await blobs.delete(name);
    });
  }
}

async function lockBlob(within: Transaction, { tenant, digest }: BlobName): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant}/${digest}`}, 0))`.execute(within);
}
