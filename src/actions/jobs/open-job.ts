import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { addFirstPieces, type NewPiece } from "../../database/add-piece.ts";
import { keepBlob, referTo } from "../../database/blobs.ts";
import { appendToEach } from "../../database/events.ts";
import type { Transaction } from "../../database/schema.ts";
import { virtualTime } from "../../database/virtual-time.ts";
import type { Handling } from "../../domain/handling.ts";
import type { AskedAs, JobParameters, JobSource } from "../../domain/job.ts";
import { LANE_OF, type Lane, SMALL_BYTES } from "../../domain/piece.ts";
import { type KeptWebhook, keepWebhooks } from "./job-webhook.ts";
import { contentIn, type JobRecording, type RequestedRecording } from "./recordings.ts";

/** A job that nothing stands against any more. */
export interface NewJob {
  readonly tenant: string;
  /** The key it came with; null where none was asked for. */
  readonly key: string | null;
  readonly recording: JobRecording;
  readonly handling?: Handling | undefined;
  readonly parameters: JobParameters;
  readonly webhook?: KeptWebhook | undefined;
  readonly askedAs?: AskedAs | undefined;
  /** The key it came with, and what the same key has to come with again. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** The batch it is part of, as which item counted from 0, and what its owner calls it. */
  readonly batch?: { readonly id: string; readonly place: number; readonly reference: string | null };
}

/** Writes a job, its first piece and the reference to its recording. @returns its id */
export async function openJob(within: Transaction, job: NewJob): Promise<string> {
  const id = randomUUID();
  await openJobs(within, [{ ...job, id }]);
  return id;
}

/** Writes many with as few questions to the database as one, but for recordings that came with the request and priorities. */
export async function openJobs(
  within: Transaction,
  jobs: readonly (NewJob & { readonly id: string })[],
): Promise<void> {
  const rows = jobs.map((job) => ({ id: job.id, ...rowOf(job) }));
  for (const priority of new Set(rows.map((row) => row.priority)))
    await insertRows(within, { priority, rows: rows.filter((row) => row.priority === priority) });
  for (const { id, tenant, recording } of jobs) {
    const reference = { tenant, job: id, purpose: "recording" } as const;
    if (recording.kind === "received") await keepBlob(within, recording.blob, reference);
    if (recording.kind === "kept") await referTo(within, recording.digest, reference);
  }
  const webhooks = jobs.flatMap(({ id, webhook }) => (webhook ? [{ job: id, webhook }] : []));
  await keepWebhooks(within, webhooks);
  const pieces = jobs.map(({ id, tenant, recording, handling }) => ({
    of: { job: id, tenant },
    piece: firstPiece(recording, handling?.startAt),
  }));
  await addFirstPieces(within, pieces);
  const ids = jobs.map(({ id }) => id);
  await appendToEach(within, ids, { type: "job-queued" });
}

/** By one parameter: the statement is the same however many there are, so it stays prepared. */
async function insertRows(
  within: Transaction,
  { priority, rows }: { priority: number; rows: readonly ReturnType<typeof rowOf>[] },
): Promise<void> {
  const columns = sql`id, tenant_id, key_id, priority, parameters, source, recording, idempotency_key, fingerprint, language, labels,
    use_cache, expires_at, keep_after_end_seconds, batch_id, reference, asked_as`;
  // A microsecond apart, so that lists have the jobs of a batch in the order of the request.
  await sql`
    insert into jobs (${columns}, state, served, created_at)
    select ${columns}, 'queued', ${virtualTime(priority)}, now() + make_interval(secs => place / 1e6)
    from json_to_recordset(${JSON.stringify(rows)}::json) as job (
      id uuid, tenant_id text, key_id text, priority smallint, parameters jsonb, source jsonb, recording text, idempotency_key text,
      fingerprint text, language text, labels text[], use_cache boolean, expires_at timestamptz,
      keep_after_end_seconds integer, batch_id uuid, reference text, asked_as jsonb, place integer
    )`.execute(within);
}

function rowOf({ tenant, key, recording, handling = {}, parameters, idempotency, batch, askedAs }: NewJob) {
  const { priority = 0, keepSeconds, keepAfterEndSeconds = null, labels = [], cache = true } = handling;
  return {
    tenant_id: tenant,
    key_id: key,
    asked_as: askedAs ?? null,
    priority,
    parameters,
    source: sourceOf(recording),
    recording: contentIn(recording)?.digest ?? null,
    idempotency_key: idempotency?.key ?? null,
    fingerprint: idempotency?.fingerprint ?? null,
    language: parameters.language,
    labels,
    use_cache: cache,
    expires_at: keepSeconds === undefined ? null : new Date(Date.now() + keepSeconds * 1000),
    keep_after_end_seconds: keepAfterEndSeconds,
    batch_id: batch?.id ?? null,
    reference: batch?.reference ?? null,
    place: batch?.place ?? 0,
  };
}

/** The lane that is rung for a new job. */
export const firstLane = ({ kind }: Pick<RequestedRecording, "kind">): Lane =>
  LANE_OF[kind === "url" ? "fetch" : "prepare"];

function sourceOf(recording: JobRecording): JobSource {
  if (recording.kind === "url") return recording;
  const { name, mediaType } = recording;
  return { kind: "upload", name, bytes: contentIn(recording)?.bytes ?? 0, mediaType };
}

function firstPiece(recording: JobRecording, startAt?: Date): NewPiece {
  const content = contentIn(recording);
  const small = content !== undefined && content.bytes <= SMALL_BYTES;
  const begin =
    startAt === undefined ? ({ state: "ready" } as const) : ({ state: "paused", runAfter: startAt } as const);
  return { stage: content ? "prepare" : "fetch", small, seconds: 1, ...begin };
}
