import { randomBytes, randomUUID } from "node:crypto";
import { addEndpoint } from "../../database/webhook-endpoints.ts";
import type { AuditActor } from "../../domain/audit.ts";
import { Failure } from "../../domain/failure.ts";
import type { WebhookEndpoint, WebhookEvent } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";

/** Each is told of every job: more would be a mistake. */
const MOST_ENDPOINTS = 50;
const SECRET_BYTES = 32;

/** A secret as Standard Webhooks writes it. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

/**
 * Has an address told of every job of a tenant from now on. Its secret is given back here and never again.
 * @throws {Failure} `url-invalid`, `url-refused`, `secrets-unavailable`, `request-invalid` where there are too many
 */
export async function addWebhook(
  { db, log, webhooks, secrets }: Pick<Services, "db" | "log" | "webhooks" | "secrets">,
  asked: {
    tenant: string;
    /** Told of the jobs of this key alone. */
    key?: string;
    url: string;
    secret?: string | undefined;
    events: readonly WebhookEvent[];
    askedBy?: AuditActor;
  },
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  const { tenant, key = null, askedBy: actor = "client", url, secret = newWebhookSecret(), events } = asked;
  webhooks.check(url);
  const id = randomUUID();
  const endpoint = await addEndpoint(
    db,
    { id, tenant, key, url, secret: secrets.seal(secret), events, actor },
    MOST_ENDPOINTS,
  );
  if (!endpoint)
    throw new Failure(
      "request-invalid",
      `There are ${MOST_ENDPOINTS} webhooks already. Delete one that is not needed.`,
    );
  log.info({ endpoint: id }, "webhook added");
  return { endpoint, secret };
}
