import { type Selectable, sql } from "kysely";
import type { Job, JobError, JobEventBody, JobProgress, JobState } from "../domain/job.ts";
import type { JobWebhookEvent } from "../domain/webhook.ts";
import { endBatchIfOver } from "./batches-end.ts";
import { type EstimateRow, estimateColumns, queueOf, secondsLeft } from "./estimates.ts";
import { appendEvents } from "./events.ts";
import { forgetHeard } from "./heard-sound.ts";
import { type Cursor, createdExactly, isBehind } from "./pages.ts";
import type { Database, Schema, Transaction } from "./schema.ts";
import { putInOutbox } from "./webhook-outbox.ts";

/** All that has to be read of a job to show it, with what an estimate of its end needs. */
const selectJobs = (db: Database | Transaction, machine: string) =>
  db.selectFrom("jobs").selectAll("jobs").select(estimateColumns(machine));

/** A job of a tenant, or nothing. */
export async function findJob(
  db: Database | Transaction,
  { tenant, id, machine }: { tenant: string; id: string; machine: string },
): Promise<Job | undefined> {
  const row = await selectJobs(db, machine)
    .where("jobs.id", "=", id)
    .where("jobs.tenant_id", "=", tenant)
    .executeTakeFirst();
  return row && toJob(row);
}

/** Those of some jobs that there are, whosever they are, in any order. */
export async function findJobs(
  db: Database,
  { ids, machine }: { ids: readonly string[]; machine: string },
): Promise<Job[]> {
  const rows = await selectJobs(db, machine)
    .where("jobs.id", "=", sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute();
  return rows.map(toJob);
}

/** Jobs of a tenant, the newest first; of a batch, its first item first. */
export async function pageOfJobs(
  db: Database,
  page: {
    tenant: string;
    machine: string;
    states: readonly JobState[] | undefined;
    batch?: string | undefined;
    /** Those alone that came in its words. */
    dialect?: string | undefined;
    after: Cursor | undefined;
    limit: number;
  },
): Promise<{ job: Job; cursor: Cursor }[]> {
  const { tenant, machine, states, batch, dialect, after, limit } = page;
  const order = batch === undefined ? "desc" : "asc";
  let query = selectJobs(db, machine)
    .select(createdExactly("jobs").as("created_exactly"))
    .where("jobs.tenant_id", "=", tenant)
    .orderBy("jobs.created_at", order)
    .orderBy("jobs.id", order)
    .limit(limit);
  if (states) query = query.where("jobs.state", "in", states);
  if (batch !== undefined) query = query.where("jobs.batch_id", "=", batch);
  if (dialect !== undefined) query = query.where(sql<string>`asked_as->>'dialect'`, "=", dialect);
  if (after) query = query.where(isBehind("jobs", after, order));
  const rows = await query.execute();
  return rows.map((row) => ({ job: toJob(row), cursor: { createdAt: row.created_exactly, id: row.id } }));
}

/** Ends a job that is still open, with its last event. @returns whether it was open */
export async function endJob(
  within: Transaction,
  job: string,
  end: { state: "succeeded" | "failed" | "cancelled"; partial?: boolean; error?: JobError },
): Promise<boolean> {
  const { state, partial = false, error } = end;
  const ended = await within
    .updateTable("jobs")
    .set({ state, partial, error: error ? JSON.stringify(error) : null, finished_at: sql<Date>`now()` })
    .where("id", "=", job)
    .where("state", "in", ["queued", "running"])
    .returning("batch_id as batch")
    .executeTakeFirst();
  if (!ended) return false;
  await within
    .updateTable("pieces")
    .set({ state: "cancelled", finished_at: sql<Date>`now()` })
    .where("job_id", "=", job)
    .where("state", "in", ["waiting", "paused", "ready", "running"])
    .execute();
  await forgetHeard(within, job);
  await appendEvents(within, job, [lastEvent(end)]);
  await noteForWebhooks(within, job, `job.${state}`);
  if (ended.batch !== null) await endBatchIfOver(within, ended.batch);
  return true;
}

/** Has all webhooks told that want to hear this of a job. They are as soon as the transaction is committed. */
export async function noteForWebhooks(within: Transaction, job: string, event: JobWebhookEvent): Promise<void> {
  await putInOutbox(within, { job, event }, async () => {
    // Of whatever machine: those who read it know none.
    const row = await selectJobs(within, "").where("jobs.id", "=", job).executeTakeFirstOrThrow();
    return toJob(row);
  });
}

function lastEvent(end: {
  state: "succeeded" | "failed" | "cancelled";
  partial?: boolean;
  error?: JobError;
}): JobEventBody {
  if (end.state === "succeeded") return { type: "job-succeeded", partial: end.partial ?? false };
  if (end.state === "failed" && end.error) return { type: "job-failed", error: end.error };
  return { type: "job-cancelled" };
}

type JobRow = Selectable<Schema["jobs"]>;

function toJob(row: JobRow & EstimateRow): Job {
  return {
    id: row.id,
    tenant: row.tenant_id,
    state: row.state,
    partial: row.partial,
    priority: row.priority,
    labels: row.labels,
    parameters: row.parameters,
    source: row.source,
    digest: row.recording,
    model: row.model,
    language: row.language,
    batch: row.batch_id,
    reference: row.reference,
    progress: { ...toProgress(row), etaSeconds: etaOf(row) },
    queue: queueOf(row.state, row),
    error: row.error,
    askedAs: row.asked_as,
    cachedFrom: row.cached_from,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    expiresAt: row.expires_at,
  };
}

/** What the columns say of how far a job is. */
export function toProgress(
  row: Pick<
    JobRow,
    | "state"
    | "decoded_seconds"
    | "total_seconds"
    | "speech_seconds"
    | "recognised_seconds"
    | "pieces_done"
    | "pieces_known"
  >,
): Omit<JobProgress, "etaSeconds"> {
  return {
    decodedSeconds: row.decoded_seconds,
    totalSeconds: row.total_seconds,
    speechSeconds: row.speech_seconds,
    recognisedSeconds: row.recognised_seconds,
    fraction: fractionOf(row),
    pieces: { done: row.pieces_done, known: row.pieces_known },
  };
}

type ProgressRow = Pick<
  JobRow,
  "state" | "decoded_seconds" | "total_seconds" | "speech_seconds" | "recognised_seconds"
>;

/** The last hundredth is kept for putting the transcript together. */
function fractionOf(row: ProgressRow): number {
  if (row.state === "succeeded") return 1;
  if (!row.total_seconds) return 0;
  return Math.min(settledSeconds(row) / row.total_seconds, 0.99);
}

/** Without speech there is nothing more to do about what has been decoded. */
function settledSeconds(row: ProgressRow): number {
  return Math.max(row.decoded_seconds - row.speech_seconds + row.recognised_seconds, 0);
}

const etaOf = (row: JobRow & EstimateRow): number | null =>
  secondsLeft(row, { settled: settledSeconds(row), total: row.total_seconds });
