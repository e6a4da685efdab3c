import type { ClaimedDelivery } from "../../database/webhook-claims.ts";
import { handBackDelivery, noteDelivered, noteFailed, noteWithoutReceiver } from "../../database/webhook-results.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import { Failure } from "../../domain/failure.ts";
import type { DeliveryError } from "../../domain/webhook.ts";
import { pauseAfter, type WebhookTimes } from "../../domain/webhook-times.ts";
import type { Services } from "../../services.ts";
import { NotAccepted, sendWebhook } from "./send-webhook.ts";

/** What sending webhooks needs. */
export type DeliveryServices = Pick<Services, "db" | "log" | "webhooks" | "webhookPayloads" | "secrets">;

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
    const letter = letterOf(services, delivery);
    status = await sendWebhook(services.webhooks, letter, { signal, timeoutMs: times.timeoutMs });
  } catch (error) {
    if (signal.aborted) return handBackDelivery(db, delivery);
    return failDelivery(services, { delivery, times, error });
  }
  await noteDelivered(db, delivery, status);
}

function letterOf({ secrets, webhookPayloads }: DeliveryServices, delivery: ClaimedDelivery) {
  const { id, url, kind, payload, secret } = delivery;
  const write = webhookPayloads[kind];
  if (!write) throw new Error(`There is no payload of kind ${kind}`);
  // Kinds say how a job is spoken of.
  const body = payload.type === "batch.ended" ? payload : write(payload);
  return { id, url, body: JSON.stringify(body), secret: secret && secrets.open(secret) };
}

async function failDelivery(
  { db, log }: DeliveryServices,
  { delivery, times, error }: { delivery: ClaimedDelivery; times: WebhookTimes; error: unknown },
): Promise<void> {
  const { status, retryAfterMs } = error instanceof NotAccepted ? error : { status: null, retryAfterMs: 0 };
  const reason = await noteFailed(db, delivery, {
    ...{ status, error: errorOf(error), isGone: status === GONE, giveUpMs: times.giveUpMs },
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
