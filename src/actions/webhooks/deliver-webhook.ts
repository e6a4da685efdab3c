import { findTranscript } from "../../database/transcripts.ts";
import type { ClaimedDelivery } from "../../database/webhook-claims.ts";
import { handBackDelivery, noteDelivered, noteFailed, noteWithoutReceiver } from "../../database/webhook-results.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import { Failure } from "../../domain/failure.ts";
import type { DeliveryError, JobResult } from "../../domain/webhook.ts";
import { pauseAfter, type WebhookTimes } from "../../domain/webhook-times.ts";
import type { Services } from "../../services.ts";
import { type Letter, NotAccepted, sendWebhook } from "./send-webhook.ts";

/** What sending webhooks needs. */
export type DeliveryServices = Pick<Services, "db" | "log" | "jobs" | "webhooks" | "webhookKinds" | "secrets">;

const GONE = 410;

/** Sends a claimed delivery once and writes down what came of it. Handed back where the signal comes first. */
export async function deliverWebhook(
  services: DeliveryServices,
  delivery: ClaimedDelivery,
  { signal, times }: { readonly signal: AbortSignal; readonly times: WebhookTimes },
): Promise<void> {
  const { db } = services;
  if (!delivery.hasReceiver) return noteWithoutReceiver(db, delivery);
  let status: number;
  try {
    const letter = await letterOf(services, delivery);
    status = await sendWebhook(services.webhooks, letter, { signal, timeoutMs: times.timeoutMs });
  } catch (error) {
    if (signal.aborted) return handBackDelivery(db, delivery);
    return failDelivery(services, { delivery, times, error });
  }
  await noteDelivered(db, delivery, status);
}

async function letterOf(services: DeliveryServices, delivery: ClaimedDelivery): Promise<Letter> {
  const { id, url, payload } = delivery;
  const kind = services.webhookKinds[delivery.kind];
  if (!kind) throw new Error(`There is no kind ${delivery.kind} of webhooks`);
  const secret = delivery.secret && services.secrets.open(delivery.secret);
  const result = kind.wantsResult ? await readResult(services, delivery) : null;
  // Kinds say how a job is spoken of.
  const body = JSON.stringify(payload.type === "batch.ended" ? payload : kind.write(payload, result));
  return kind.headers ? { id, url, body, secret: null, headers: kind.headers(secret) } : { id, url, body, secret };
}

async function readResult(
  services: Pick<Services, "db" | "jobs">,
  { tenant, job: id }: ClaimedDelivery,
): Promise<JobResult | null> {
  const job = id === null ? undefined : await services.jobs.find({ tenant, id });
  return job ? { job, transcript: await findTranscript(services.db, job.id) } : null;
}

async function failDelivery(
  { db, log }: DeliveryServices,
  { delivery, times, error }: { delivery: ClaimedDelivery; times: WebhookTimes; error: unknown },
): Promise<void> {
  const { status, retryAfterMs } = error instanceof NotAccepted ? error : { status: null, retryAfterMs: 0 };
  const reason = await noteFailed(db, delivery, {
    status,
    error: errorOf(error),
    isGone: status === GONE,
    giveUpMs: times.giveUpMs,
    pauseMs: pauseAfter(times, { attempt: delivery.attempt, askedMs: retryAfterMs, chance: Math.random() }),
  });
  const { id, endpoint, job, batch, attempt } = delivery;
  const { code } = errorOf(error);
  // Its receiver can do nothing about that.
  const level = code === "secrets-unavailable" ? "warn" : "info";
  if (!(error instanceof Failure)) log.error({ delivery: id, bug: describeBug(error) }, "bug");
  log[level]({ delivery: id, endpoint, job, batch, attempt, status, code }, "webhook not delivered");
  if (reason !== null) log.warn({ endpoint, reason }, "webhook paused");
}

/** A bug is told by its name alone: its message may hold anything. */
function errorOf(error: unknown): DeliveryError {
  if (error instanceof Failure) return { code: error.code, detail: error.message };
  return { code: "internal-error", detail: "Something went wrong in Scribewell itself; its log says where." };
}
