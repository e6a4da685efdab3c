import { createHash } from "node:crypto";
import type { Transaction } from "../../database/schema.ts";
import type { Handling } from "../../domain/handling.ts";
import type { AskedAs, JobParameters } from "../../domain/job.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import type { Services } from "../../services.ts";
import { takeQuota } from "../keys/take-quota.ts";
import { takeInNamed } from "../uploads/resumable/take-in-named.ts";
import { takeUpload } from "../uploads/take-upload.ts";
import { checkedParameters } from "./checked-parameters.ts";
import { findEarlier } from "./find-earlier.ts";
import { withRetention } from "./job-retention.ts";
import { checkedWebhook, type KeptWebhook } from "./job-webhook.ts";
import { firstLane, openJob } from "./open-job.ts";
import { contentOf, type RequestedRecording, refuseEmpty, refuseUnfetchable, sentBytes } from "./recordings.ts";
import { refuseWhenBusy } from "./refuse-when-busy.ts";

export type { RequestedRecording } from "./recordings.ts";

export interface TranscriptionRequest {
  readonly tenant: string;
  /** The key it came with. */
  readonly key?: string | null;
  /** What the key may use; all where left out. */
  readonly models?: readonly string[] | null;
  readonly recording: RequestedRecording;
  readonly options: TranscriptionOptions;
  readonly handling?: Handling;
  /** Where it came in the words of another service. */
  readonly askedAs?: AskedAs;
  /** The same key gives the same job, however often it is sent. */
  readonly idempotencyKey?: string;
}

type Needs = Pick<
  Services,
  "db" | "connections" | "blobs" | "bell" | "news" | "models" | "limits" | "log" | "webhooks" | "secrets" | "checkUrl"
>;

/**
 * Opens a job for a recording.
 *
 * The job, its first piece and the recording's blob commit together; the bell rings after the commit (the sweeper rings
 * if that was lost). What was received is kept or discarded when this returns or throws.
 * @throws {Failure} `model-unknown`, `language-unsupported`, `task-unsupported`, `option-invalid`, `media-empty`, `idempotency-key-reused`,
 * `model-not-allowed`, `quota-reached`, for a webhook or an address `url-invalid`, `url-refused`, `secrets-unavailable`, for an upload `source-not-found`, `upload-busy`, and for one or an address
 * `server-busy`: what was received was let in by `receiveRecording`
 */
export async function requestTranscription(
  services: Needs,
  request: TranscriptionRequest,
): Promise<{ id: string; isNew: boolean }> {
  const { db, bell, log } = services;
  const { recording, options, models: allowed = null } = request;
  try {
    const webhook = request.handling?.webhook && checkedWebhook(services, request.handling.webhook);
    refuseEmpty(recording);
    refuseUnfetchable(services, recording);
    const parameters = await checkedParameters({ ...services, allowed }, options);
    if (recording.kind === "upload") await takeInNamed(services, { ...recording, tenant: request.tenant });
    const outcome = await db
      .transaction()
      .execute((within) => openOnce({ ...services, db: within }, request, { parameters, webhook }));
    if (!outcome.isNew) return outcome;
    log.info({ job: outcome.id, source: recording.kind }, "job queued");
    await bell.ring(firstLane(recording));
    return outcome;
  } finally {
    // Harmless once it is kept.
    if (recording.kind === "received") await recording.blob.discard();
  }
}

async function openOnce(
  { db: within, blobs, limits }: Pick<Needs, "blobs" | "limits"> & { db: Transaction },
  request: TranscriptionRequest,
  { parameters, webhook }: { parameters: JobParameters; webhook: KeptWebhook | undefined },
): Promise<{ id: string; isNew: boolean }> {
  const { tenant, key: ofKey = null, recording, askedAs, idempotencyKey: key } = request;
  const idempotency = key === undefined ? undefined : { key, fingerprint: fingerprintOf(request, parameters) };
  const earlier = await findEarlier(within, "jobs", { tenant, idempotency });
  if (earlier) return { id: earlier, isNew: false };
  const handling = withRetention(limits, request.handling);
  if (recording.kind !== "received") await refuseWhenBusy({ db: within, blobs, limits }, tenant);
  await takeQuota(within, { key: ofKey, jobs: 1, bytes: sentBytes([recording]) });
  const job = {
    tenant,
    key: ofKey,
    recording: recording.kind === "upload" ? await takeUpload(within, { ...recording, tenant }) : recording,
    handling,
    parameters,
    webhook,
    askedAs,
    ...(idempotency && { idempotency }),
  };
  return { id: await openJob(within, job), isNew: true };
}

function fingerprintOf({ recording, askedAs }: TranscriptionRequest, parameters: JobParameters): string {
  return createHash("sha256")
    .update(JSON.stringify([contentOf(recording), parameters, ...(askedAs ? [askedAs] : [])]))
    .digest("hex");
}
