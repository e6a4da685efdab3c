import { sql } from "kysely";
import { deleteUnwanted, releaseBlobs } from "../database/blobs.ts";
import type { BlobName } from "../ports/blob-store.ts";
import type { Services } from "../services.ts";

/** Sound of jobs that have ended is kept this long for a retry; after that the recording is cut again. */
const KEEP_STRETCHES_HOURS = 24;
/** Younger files may belong to a transaction that has not committed yet. */
const SETTLED_AFTER_MS = 3_600_000;
/** Blobs that are asked about at once. */
const BATCH = 500;

/** Removes blobs that nobody wants: of jobs that ended a while ago, of transactions that were cut off, half received ones. */
export async function sweepBlobs(services: Pick<Services, "db" | "blobs">): Promise<void> {
  const { db, blobs } = services;
  await blobs.sweep();
  const ended = await db
    .selectFrom("jobs")
    .innerJoin("blob_references", "blob_references.job_id", "jobs.id")
    .select("jobs.id")
    .distinct()
    .where("blob_references.purpose", "=", "stretch")
    .where("jobs.finished_at", "<", sql<Date>`now() - make_interval(hours => ${KEEP_STRETCHES_HOURS})`)
    .where("jobs.state", "not in", ["queued", "running"])
    .execute();
  for (const { id } of ended) await releaseBlobs(services, { job: id, purpose: "stretch" });
  const settled = Date.now() - SETTLED_AFTER_MS;
  let batch: BlobName[] = [];
  for await (const { tenant, digest, modified } of blobs.list()) {
    if (modified.getTime() < settled) batch.push({ tenant, digest });
    if (batch.length < BATCH) continue;
    await deleteOrphans(services, batch);
    batch = [];
  }
  await deleteOrphans(services, batch);
}

async function deleteOrphans(services: Pick<Services, "db" | "blobs">, names: readonly BlobName[]): Promise<void> {
  if (names.length === 0) return;
  const wanted = await services.db
    .selectFrom("blob_references")
    .select(["tenant_id", "digest"])
    .where(
      "digest",
      "in",
      names.map(({ digest }) => digest),
    )
    .execute();
  const keys = new Set(wanted.map(({ tenant_id, digest }) => `${tenant_id}/${digest}`));
  await deleteUnwanted(
    services,
    names.filter(({ tenant, digest }) => !keys.has(`${tenant}/${digest}`)),
  );
}
