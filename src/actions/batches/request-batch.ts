import { createHash, randomUUID } from "node:crypto";
import type { Transaction } from "../../database/schema.ts";
import type { Lane } from "../../domain/piece.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import type { JobWebhook } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";
import { checkedParameters } from "../jobs/checked-parameters.ts";
import { findEarlier, type Idempotency } from "../jobs/find-earlier.ts";
import { checkedWebhook, type KeptWebhook } from "../jobs/job-webhook.ts";
import { firstLane, openJobs } from "../jobs/open-job.ts";
import { contentIn, contentOf, type JobRecording, sentBytes } from "../jobs/recordings.ts";
import { refuseWhenBusy } from "../jobs/refuse-when-busy.ts";
import { takeQuota } from "../keys/take-quota.ts";
import { MOST_RINGS } from "../pieces/finish.ts";
import { takeInNamed } from "../uploads/resumable/take-in-named.ts";
import { type CheckedItem, checkItems, type GivenItem } from "./check-batch.ts";
import { takeUploads } from "./take-uploads.ts";

export interface BatchRequest {
  readonly tenant: string;
  /** The key it came with. */
  readonly key?: string | null;
  /** What the key may use; all where left out. */
  readonly models?: readonly string[] | null;
  readonly items: readonly GivenItem[];
  /** What was asked for all, which the items' own options hold too: what is wrong with it is told once. */
  readonly options: TranscriptionOptions;
  /** Told of the end of the batch; what it wants to hear of jobs it is told of those that have no webhook of their own. */
  readonly webhook?: JobWebhook | undefined;
  /** The same key gives the same batch, however often it is sent. */
  readonly idempotencyKey?: string | undefined;
}

type Needs = Pick<
  Services,
  "db" | "blobs" | "bell" | "models" | "limits" | "log" | "webhooks" | "secrets" | "connections" | "checkUrl"
>;

/** A batch whose items have been checked. */
interface CheckedBatch {
  readonly tenant: string;
  readonly key: string | null;
  readonly items: readonly CheckedItem[];
  readonly webhook: KeptWebhook | undefined;
  readonly idempotency: Idempotency | undefined;
}

/**
 * Opens a batch with a job for each item, all in one transaction or none: everything is checked before. What was received is
 * kept or discarded when this returns or throws.
 * @throws {Failure} `idempotency-key-reused`, `server-busy`, `request-too-large`, `upload-busy`; `url-invalid`, `url-refused`,
 * `secrets-unavailable` for the webhook of the batch; those of `checkedParameters` for what was asked for all
 * @throws {BatchRefused} naming each item that is wrong, or whose upload is not there
 */
export async function requestBatch(services: Needs, request: BatchRequest): Promise<{ id: string; isNew: boolean }> {
  const { db, log } = services;
  try {
    const batch = await checkBatch(services, request);
    const outcome = await db.transaction().execute((within) => openOnce({ ...services, db: within }, batch));
    if (!outcome.isNew) return outcome;
    log.info({ batch: outcome.id, jobs: batch.items.length }, "batch queued");
    await ring(services, batch);
    return outcome;
  } finally {
    // Harmless once they are kept.
    for (const item of request.items)
      if ("recording" in item && item.recording.kind === "received") await item.recording.blob.discard();
  }
}

async function checkBatch(services: Needs, request: BatchRequest): Promise<CheckedBatch> {
  const { tenant, key: ofKey = null, models: allowed = null, options, idempotencyKey: key } = request;
  const webhook = request.webhook && checkedWebhook(services, request.webhook);
  await checkedParameters({ ...services, allowed }, options);
  const items = await checkItems({ ...services, allowed }, request.items);
  for (const { recording } of items)
    if (recording.kind === "upload") await takeInNamed(services, { tenant, id: recording.id });
  const idempotency = key === undefined ? undefined : { key, fingerprint: fingerprintOf(items) };
  return { tenant, key: ofKey, items, webhook, idempotency };
}

async function openOnce(
  services: Pick<Needs, "blobs" | "limits"> & { db: Transaction },
  batch: CheckedBatch,
): Promise<{ id: string; isNew: boolean }> {
  const { db: within } = services;
  const { tenant, key: ofKey, items, idempotency } = batch;
  const earlier = await findEarlier(within, "batches", batch);
  if (earlier) return { id: earlier, isNew: false };
  await refuseWhenBusy(services, tenant, items.length);
  await takeQuota(within, {
    key: ofKey,
    jobs: items.length,
    bytes: sentBytes(items.map(({ recording }) => recording)),
  });
  const id = randomUUID();
  const { key = null, fingerprint = null } = idempotency ?? {};
  await within
    .insertInto("batches")
    .values({ id, tenant_id: tenant, key_id: ofKey, idempotency_key: key, fingerprint })
    .execute();
  const ofJobs = await keepBatchWebhook(within, id, batch.webhook);
  // Each locks the content it keeps: two batches that hold the same come to it in the same order.
  const taken = await takeUploads(within, tenant, items);
  const sorted = taken.toSorted((a, b) => compare(lockOf(a.recording), lockOf(b.recording)));
  const jobs = sorted.map(({ place, reference, recording, handling, parameters, webhook = ofJobs }) => ({
    id: randomUUID(),
    tenant,
    key: ofKey,
    recording,
    handling,
    parameters,
    webhook,
    batch: { id, place, reference },
  }));
  await openJobs(within, jobs);
  return { id, isNew: true };
}

const lockOf = (recording: JobRecording): string => contentIn(recording)?.digest ?? "";

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** @returns the same webhook for what it wants to hear of jobs, where it does */
async function keepBatchWebhook(
  within: Transaction,
  batch: string,
  webhook: KeptWebhook | undefined,
): Promise<KeptWebhook | undefined> {
  if (!webhook) return undefined;
  const { url, secret } = webhook;
  const [events, ofJobs] = [[...webhook.events], webhook.events.filter((event) => event !== "batch.ended")];
  await within.insertInto("batch_webhooks").values({ batch_id: batch, url, secret, events }).execute();
  return ofJobs.length > 0 ? { ...webhook, events: ofJobs } : undefined;
}

function fingerprintOf(items: readonly CheckedItem[]): string {
  const content = items.map(({ recording, parameters, reference }) => [contentOf(recording), parameters, reference]);
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

/** After the commit; the sweeper rings if it was lost. */
async function ring({ bell }: Pick<Needs, "bell">, { items }: CheckedBatch): Promise<void> {
  const lanes: Lane[] = items.map(({ recording }) => firstLane(recording));
  await Promise.all(lanes.slice(0, MOST_RINGS).map((lane) => bell.ring(lane)));
}
