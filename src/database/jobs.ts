import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import type { Job, JobError, JobEventBody, JobProgress, JobState } from "../domain/job.ts";
import { appendEvents } from "./events.ts";
import { forgetHeard } from "./heard-sound.ts";
import type { Database, Schema, Transaction } from "./schema.ts";

/** All that has to be read of a job to show it, with what an estimate of its end needs. */
const selectJobs = (db: Database | Transaction, machine: string) =>
  db
    .selectFrom("jobs")
    .selectAll("jobs")
    .select((eb) => [speedOf(eb, machine).as("speed"), openJobs().as("open_jobs")]);

function speedOf(eb: ExpressionBuilder<Schema, "jobs">, machine: string) {
  return eb
    .selectFrom("measured_speeds")
    .select("speed")
    .where("measured_speeds.machine", "=", machine)
    .whereRef("measured_speeds.model", "=", "jobs.model");
}

const openJobs = () => sql<string>`(select count(*) from jobs as others where others.state in ('queued', 'running'))`;

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

/** Where a page of jobs begins. */
export interface JobCursor {
  /** ISO 8601 with microseconds. */
  readonly createdAt: string;
  readonly id: string;
}

/** Jobs of a tenant, the newest first. */
export async function pageOfJobs(
  db: Database,
  page: {
    tenant: string;
    machine: string;
    states: readonly JobState[] | undefined;
    after: JobCursor | undefined;
    limit: number;
  },
): Promise<{ job: Job; cursor: JobCursor }[]> {
  const { tenant, machine, states, after, limit } = page;
  let query = selectJobs(db, machine)
    // A Date has milliseconds only: rows made within one would be lost between pages.
    .select(
      sql<string>`to_char(jobs.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as("created_exactly"),
    )
    .where("jobs.tenant_id", "=", tenant)
    .orderBy("jobs.created_at", "desc")
    .orderBy("jobs.id", "desc")
    .limit(limit);
  if (states) query = query.where("jobs.state", "in", states);
  if (after)
    query = query.where(
      sql<boolean>`(jobs.created_at, jobs.id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`,
    );
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
    .returning("id")
    .executeTakeFirst();
  if (!ended) return false;
  await within
    .updateTable("pieces")
    .set({ state: "cancelled", finished_at: sql<Date>`now()` })
    .where("job_id", "=", job)
    .where("state", "in", ["waiting", "ready", "running"])
    .execute();
  await forgetHeard(within, job);
  await appendEvents(within, job, [lastEvent(end)]);
  return true;
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

function toJob(row: JobRow & { speed: number | null; open_jobs: string }): Job {
  return {
    id: row.id,
    tenant: row.tenant_id,
    state: row.state,
    partial: row.partial,
    priority: row.priority,
    parameters: row.parameters,
    source: row.source,
    model: row.model,
    language: row.language,
    progress: { ...toProgress(row), etaSeconds: estimate(row, row.speed, Number(row.open_jobs)) },
    error: row.error,
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

/** Seconds until a job's end if the jobs that are open share the machine evenly. */
function estimate(row: JobRow, speed: number | null, openJobs: number): number | null {
  if (row.state !== "running" || speed === null || !row.total_seconds) return null;
  const left = Math.max(row.total_seconds - settledSeconds(row), 0);
  return Math.ceil((left / speed) * Math.max(openJobs, 1) + 0.5);
}
