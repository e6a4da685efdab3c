import { deleteEndpoint } from "../../database/webhook-endpoints.ts";
import type { Services } from "../../services.ts";
import { type WebhookName, webhookNotFound } from "./read-webhooks.ts";

/** Deletes a webhook. What was still to be sent to it is not. @throws {Failure} `webhook-not-found` */
export async function deleteWebhook({ db, log }: Pick<Services, "db" | "log">, name: WebhookName): Promise<void> {
  if (!(await deleteEndpoint(db, name))) throw webhookNotFound(name.id);
  log.info({ endpoint: name.id }, "webhook deleted");
}
