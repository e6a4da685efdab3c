import { randomUUID } from "node:crypto";
import { findEndpoint } from "../../database/webhook-endpoints.ts";
import { Failure } from "../../domain/failure.ts";
import type { DeliveryError } from "../../domain/webhook.ts";
import { WEBHOOK_TIMES } from "../../domain/webhook-times.ts";
import type { Services } from "../../services.ts";
import { newWebhookSecret } from "./add-webhook.ts";
import { webhookNotFound } from "./read-webhooks.ts";
import { NotAccepted, sendWebhook } from "./send-webhook.ts";

/** A webhook there is, or an address that could be one. */
export type TestedReceiver =
  | { readonly webhook: string }
  | { readonly url: string; readonly secret?: string | undefined };

/** How a receiver took a test. */
export interface WebhookTest {
  readonly id: string;
  readonly delivered: boolean;
  /** Null where nothing was answered. */
  readonly status: number | null;
  readonly milliseconds: number;
  readonly error: DeliveryError | null;
  /** Made for this test, where none was given. */
  readonly secret: string | null;
}

/**
 * Sends one signed message of the type `webhook.test` now, and tells how it was taken. It is not tried again and not kept.
 * @throws {Failure} `webhook-not-found`, `url-invalid`, `url-refused`, `secrets-unavailable`
 */
export async function testWebhook(
  services: Pick<Services, "db" | "webhooks" | "secrets">,
  { tenant, receiver, signal }: { tenant: string; receiver: TestedReceiver; signal: AbortSignal },
): Promise<WebhookTest> {
  const { url, secret, isNew } = await lettersFor(services, tenant, receiver);
  services.webhooks.check(url);
  const id = randomUUID();
  const data = { message: "This is a test. Nothing has happened to any job." };
  const body = JSON.stringify({ type: "webhook.test", timestamp: new Date().toISOString(), data });
  const begun = performance.now();
  const { status, error } = await sendWebhook(
    services.webhooks,
    { id, url, body, secret },
    { signal, timeoutMs: WEBHOOK_TIMES.timeoutMs },
  ).then((answered) => ({ status: answered, error: null }), failureOf);
  const milliseconds = Math.round(performance.now() - begun);
  return { id, delivered: error === null, status, milliseconds, error, secret: isNew ? secret : null };
}

async function lettersFor(
  { db, secrets }: Pick<Services, "db" | "secrets">,
  tenant: string,
  receiver: TestedReceiver,
): Promise<{ url: string; secret: string; isNew: boolean }> {
  if ("url" in receiver) {
    const { url, secret } = receiver;
    return { url, secret: secret ?? newWebhookSecret(), isNew: secret === undefined };
  }
  const found = await findEndpoint(db, { tenant, id: receiver.webhook });
  if (!found) throw webhookNotFound(receiver.webhook);
  return { url: found.endpoint.url, secret: secrets.open(found.secret), isNew: false };
}

/** What the receiver has to do with is the result of the test; an address nobody may send to is no test at all. */
function failureOf(error: unknown): { status: number | null; error: DeliveryError } {
  if (error instanceof NotAccepted) return { status: error.status, error: { code: error.code, detail: error.message } };
  if (error instanceof Failure && error.code === "url-unreachable")
    return { status: null, error: { code: error.code, detail: error.message } };
  throw error;
}
