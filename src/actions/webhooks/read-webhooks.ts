import { findEndpoint, listEndpoints } from "../../database/webhook-endpoints.ts";
import { Failure } from "../../domain/failure.ts";
import type { WebhookEndpoint } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";

/** Whose webhook, and which. */
export interface WebhookName {
  readonly tenant: string;
  readonly id: string;
}

/** Says that there is none of this id. */
export const webhookNotFound = (id: string): Failure =>
  new Failure("webhook-not-found", `There is no webhook ${id}. GET /api/v1/webhooks lists those there are.`);

/** Webhooks of a tenant, the newest first. */
export const listWebhooks = ({ db }: Pick<Services, "db">, tenant: string): Promise<WebhookEndpoint[]> =>
  listEndpoints(db, tenant);

/** @throws {Failure} `webhook-not-found` */
export async function readWebhook({ db }: Pick<Services, "db">, name: WebhookName): Promise<WebhookEndpoint> {
  const found = await findEndpoint(db, name);
  if (!found) throw webhookNotFound(name.id);
  return found.endpoint;
}
