import { resumeEndpoint } from "../../database/webhook-endpoints.ts";
import type { AuditActor } from "../../domain/audit.ts";
import type { WebhookEndpoint } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";
import { type WebhookName, webhookNotFound } from "./read-webhooks.ts";

/** Lets a paused webhook be sent to again, at once what has waited. @throws {Failure} `webhook-not-found` */
export async function resumeWebhook(
  { db, log }: Pick<Services, "db" | "log">,
  { actor, ...name }: WebhookName & { readonly actor: AuditActor },
): Promise<WebhookEndpoint> {
  const endpoint = await resumeEndpoint(db, { ...name, actor });
  if (!endpoint) throw webhookNotFound(name.id);
  log.info({ endpoint: name.id }, "webhook resumed");
  return endpoint;
}
