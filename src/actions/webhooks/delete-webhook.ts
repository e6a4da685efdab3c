import { deleteEndpoint } from "../../database/webhook-endpoints.ts";
import type { AuditActor } from "../../domain/audit.ts";
import type { Services } from "../../services.ts";
import { type WebhookName, webhookNotFound } from "./read-webhooks.ts";

/** Deletes a webhook. What was still to be sent to it is not. @throws {Failure} `webhook-not-found` */
export async function deleteWebhook(
  { db, log }: Pick<Services, "db" | "log">,
  { askedBy: actor = "client", ...name }: WebhookName & { readonly askedBy?: AuditActor },
): Promise<void> {
  if (!(await deleteEndpoint(db, { ...name, actor }))) throw webhookNotFound(name.id);
  log.info({ endpoint: name.id }, "webhook deleted");
}
