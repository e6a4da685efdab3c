import { createHash, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { addPiece, type NewPiece } from "../database/add-piece.ts";
import { keepBlob } from "../database/blobs.ts";
import { appendEvents } from "../database/events.ts";
import type { Transaction } from "../database/schema.ts";
import { virtualTime } from "../database/served.ts";
import { Failure } from "../domain/failure.ts";
import type { JobParameters, JobSource } from "../domain/job.ts";
import { LANGUAGES } from "../domain/languages.ts";
import { LANE_OF, SMALL_BYTES } from "../domain/piece.ts";
import { isRemoteModel } from "../domain/remote-models.ts";
import type { Task, TranscriptionOptions } from "../domain/transcription.ts";
import { checkAgreement, onlyLanguage } from "../pipeline/check-options.ts";
import type { ReceivedBlob } from "../ports/blob-store.ts";
import type { ModelListing } from "../ports/model-store.ts";
import type { Services } from "../services.ts";
import { refuseWhenBusy } from "./refuse-when-busy.ts";

/** A recording that came with the request, or the address to fetch it from. */
export type RequestedRecording =
  | {
      readonly kind: "received";
      readonly blob: ReceivedBlob;
      readonly name: string | null;
      readonly mediaType: string | null;
    }
  | { readonly kind: "url"; readonly url: string };

export interface TranscriptionRequest {
  readonly tenant: string;
  readonly recording: RequestedRecording;
  readonly options: TranscriptionOptions;
  /** −100 to 100; higher goes first. Default 0. */
  readonly priority?: number;
  /** The same key gives the same job, however often it is sent. */
  readonly idempotencyKey?: string;
  /** After this the job and all that belongs to it is deleted. */
  readonly keepSeconds?: number;
}

type Needs = Pick<Services, "db" | "blobs" | "bell" | "news" | "models" | "limits" | "log">;

/**
 * Opens a job for a recording.
 *
 * The job, its first piece and the recording's blob commit together; the bell rings after the commit (the sweeper rings
 * if that was lost). What was received is kept or discarded when this returns or throws.
 * @throws {Failure} `model-unknown`, `language-unsupported`, `task-unsupported`, `option-invalid`, `media-empty`, `idempotency-key-reused`, and for an address
 * `server-busy`: what was received was let in by `receiveRecording`
 */
export async function requestTranscription(
  services: Needs,
  request: TranscriptionRequest,
): Promise<{ id: string; isNew: boolean }> {
  const { db, bell, log } = services;
  const { recording } = request;
  try {
    const parameters = await checkedParameters(services, request);
    const outcome = await db
      .transaction()
      .execute((within) => openJob({ ...services, db: within }, request, parameters));
    if (!outcome.isNew) return outcome;
    log.info({ job: outcome.id, source: recording.kind }, "job queued");
    await bell.ring(LANE_OF[recording.kind === "url" ? "fetch" : "prepare"]);
    return outcome;
  } finally {
    // Harmless once it is kept.
    if (recording.kind === "received") await recording.blob.discard();
  }
}

async function checkedParameters(
  { models, limits }: Needs,
  { recording, options }: TranscriptionRequest,
): Promise<JobParameters> {
  if (recording.kind === "received" && recording.blob.bytes === 0)
    throw new Failure("media-empty", "The recording is empty (0 bytes). Send it again from where it came.");
  const { model = "auto", language, task = "transcribe", prompt, ...others } = onlyLanguage(options);
  const { languages = [] } = others;
  checkAgreement(options);
  const codes = [...(language === undefined ? [] : [language]), ...languages];
  for (const code of codes) {
    if (Object.hasOwn(LANGUAGES, code)) continue;
    throw new Failure("language-unsupported", `"${code}" is no language code. Give one such as en, or leave it out.`);
  }
  if (model !== "auto") await checkModel({ models, limits }, { model, codes, task });
  // In one order, whatever that of the request: the same request has the same fingerprint.
  const asked = Object.fromEntries(Object.entries(others).sort(([a], [b]) => a.localeCompare(b)));
  return { model, language: language ?? null, task, prompt: prompt ?? null, ...asked };
}

/** What can be known now is told now, not by a job that fails. */
async function checkModel(
  { models, limits }: Pick<Services, "models" | "limits">,
  { model, codes, task }: { model: string; codes: readonly string[]; task: Task },
): Promise<void> {
  const known = (await models.list()).filter(({ tasks }) => tasks.length > 0);
  const listing = known.find(({ name }) => name === model) ?? known.find((each) => isShort(model, each));
  if (isRemoteModel(model)) return refuseRemote(limits);
  if (!listing)
    throw new Failure(
      "model-unknown",
      "There is no model of that name here. Give auto, or one that GET /api/v1/models lists.",
    );
  const { name } = listing;
  if (!listing.tasks.includes(task))
    throw new Failure("task-unsupported", `${name} cannot ${task}. Choose another model, or auto.`);
  const { languages } = listing;
  const unknown = Array.isArray(languages) ? codes.filter((code) => !languages.includes(code)) : [];
  if (unknown.length > 0)
    throw new Failure(
      "language-unsupported",
      `${name} does not know the language ${unknown.join(", ")}. Choose another, or auto.`,
    );
}

/** A name without its engine. No recording leaves the house by an abbreviation. */
const isShort = (model: string, { name, remote }: ModelListing): boolean => !remote && name.endsWith(`/${model}`);

function refuseRemote({ allowsRemote = false }: Services["limits"]): void {
  if (allowsRemote) return;
  throw new Failure(
    "remote-not-allowed",
    "That model would send the recording to a remote service, which is not allowed here. Choose another, or auto.",
  );
}

async function openJob(
  { db: within, blobs, limits }: Pick<Needs, "blobs" | "limits"> & { db: Transaction },
  request: TranscriptionRequest,
  parameters: JobParameters,
): Promise<{ id: string; isNew: boolean }> {
  const earlier = await findEarlier(within, request, parameters);
  if (earlier) return { id: earlier, isNew: false };
  if (request.recording.kind === "url") await refuseWhenBusy({ db: within, blobs, limits }, request.tenant);
  const { tenant, recording, priority = 0, idempotencyKey, keepSeconds } = request;
  const id = randomUUID();
  await within
    .insertInto("jobs")
    .values({
      id,
      tenant_id: tenant,
      state: "queued",
      priority,
      parameters: JSON.stringify(parameters),
      source: JSON.stringify(sourceOf(recording)),
      recording: recording.kind === "received" ? recording.blob.digest : null,
      idempotency_key: idempotencyKey ?? null,
      fingerprint: idempotencyKey === undefined ? null : fingerprintOf(request, parameters),
      language: parameters.language,
      served: virtualTime(priority),
      expires_at: keepSeconds === undefined ? null : new Date(Date.now() + keepSeconds * 1000),
    })
    .execute();
  if (recording.kind === "received") await keepBlob(within, recording.blob, { tenant, job: id, purpose: "recording" });
  await addPiece(within, { job: id, tenant }, firstPiece(recording));
  await appendEvents(within, id, [{ type: "job-queued" }]);
  return { id, isNew: true };
}

async function findEarlier(
  within: Transaction,
  request: TranscriptionRequest,
  parameters: JobParameters,
): Promise<string | undefined> {
  const { tenant, idempotencyKey } = request;
  if (idempotencyKey === undefined) return undefined;
  // Of two requests at once the second finds the job of the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`key/${tenant}/${idempotencyKey}`}, 0))`.execute(within);
  const earlier = await within
    .selectFrom("jobs")
    .select(["id", "fingerprint"])
    .where("tenant_id", "=", tenant)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
  if (earlier && earlier.fingerprint !== fingerprintOf(request, parameters))
    throw new Failure(
      "idempotency-key-reused",
      "This Idempotency-Key came before with another recording or other options. Use a new key for a new request.",
    );
  return earlier?.id;
}

function fingerprintOf({ recording }: TranscriptionRequest, parameters: JobParameters): string {
  const content = recording.kind === "received" ? recording.blob.digest : recording.url;
  return createHash("sha256")
    .update(JSON.stringify([content, parameters]))
    .digest("hex");
}

function sourceOf(recording: RequestedRecording): JobSource {
  if (recording.kind === "url") return recording;
  return { kind: "upload", name: recording.name, bytes: recording.blob.bytes, mediaType: recording.mediaType };
}

function firstPiece(recording: RequestedRecording): NewPiece {
  const isHere = recording.kind === "received";
  const small = isHere && recording.blob.bytes <= SMALL_BYTES;
  return { stage: isHere ? "prepare" : "fetch", state: "ready", small, seconds: 1 };
}
