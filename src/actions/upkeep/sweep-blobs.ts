import { sql } from "kysely";
import { deleteUnwanted, releaseBlobs } from "../../database/blobs.ts";
import type { Database } from "../../database/schema.ts";
import type { BlobName } from "../../ports/blob-store.ts";
import type { Services } from "../../services.ts";
import { deletingUntil } from "./deleting-until.ts";

/** Sound of jobs that may be retried is kept this long; after that the recording is cut again. */
const KEEP_STRETCHES_HOURS = 24;
/** Younger files may belong to a transaction that has not committed yet. */
const SETTLED_AFTER_MS = 3_600_000;
/** Blobs that are asked about at once. */
const BATCH = 500;
/** Jobs that are looked at at once. */
const JOBS = 100;

/** Comes before all jobs. */
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Removes blobs that nobody wants: of jobs that ended a while ago, of transactions that were cut off, half received ones.
 * What the signal leaves undone the next sweep does.
 * @throws the signal's reason, or a `Failure` of the deletion that it cut off
 */
export async function sweepBlobs(
  { db, blobs }: Pick<Services, "db" | "blobs">,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const services = { db, blobs: deletingUntil(blobs, signal) };
  await blobs.sweep({ signal });
  await releaseStretches(services, signal);
  const settled = Date.now() - SETTLED_AFTER_MS;
  let batch: BlobName[] = [];
  for await (const { tenant, digest, modified } of blobs.list({ signal })) {
    if (modified.getTime() < settled) batch.push({ tenant, digest });
    if (batch.length < BATCH) continue;
    await deleteOrphans(services, batch);
    signal.throwIfAborted();
    batch = [];
  }
  await deleteOrphans(services, batch);
}

async function releaseStretches(services: Pick<Services, "db" | "blobs">, signal: AbortSignal): Promise<void> {
  let after: string | undefined = FIRST;
  while (after !== undefined) {
    const page = await jobsWithStretches(services.db, after);
    for (const { job, isOver } of page) {
      signal.throwIfAborted();
      if (isOver) await releaseBlobs(services, { job, purpose: "stretch" });
    }
    after = page.at(-1)?.job;
  }
}

/** A page of the jobs that have sound, with whether its time is over. The page is cut before their rows are looked at. */
async function jobsWithStretches(db: Database, after: string): Promise<{ job: string; isOver: boolean }[]> {
  const { rows } = await sql<{ job: string; isOver: boolean }>`
    select held.job_id as job, case
      -- Its worker died before it let go of it.
      when jobs.state = 'succeeded' and not jobs.partial then true
      when jobs.state in ('queued', 'running') then false
      else jobs.finished_at < now() - make_interval(hours => ${KEEP_STRETCHES_HOURS})
    end as "isOver"
    from (
      select distinct job_id from blob_references
      where purpose = 'stretch' and job_id > ${after} order by job_id limit ${JOBS}
    ) as held
    join jobs on jobs.id = held.job_id order by held.job_id`.execute(db);
  return rows;
}

async function deleteOrphans(services: Pick<Services, "db" | "blobs">, names: readonly BlobName[]): Promise<void> {
  if (names.length === 0) return;
  const { rows: orphans } = await sql<BlobName>`
    select listed.tenant, listed.digest
    from unnest(${names.map(({ tenant }) => tenant)}::text[], ${names.map(({ digest }) => digest)}::text[])
      as listed (tenant, digest)
    where not exists (
      select from blob_references where tenant_id = listed.tenant and blob_references.digest = listed.digest
    ) and not exists (
      select from uploads where tenant_id = listed.tenant and uploads.digest = listed.digest
    )`.execute(services.db);
  await deleteUnwanted(services, orphans);
}
