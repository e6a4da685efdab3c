import { replayDelivery as replay } from "../../database/webhook-deliveries.ts";
import type { AuditActor } from "../../domain/audit.ts";
import { Failure } from "../../domain/failure.ts";
import type { WebhookDelivery } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";

/** Says that there is none of this id. */
export const deliveryNotFound = (id: string): Failure =>
  new Failure(
    "delivery-not-found",
    `There is no delivery ${id}. GET /api/v1/webhooks/deliveries lists those there are.`,
  );

/**
 * Sends a delivery again, whatever became of it: the same content under the same `webhook-id`, for another day of trying.
 * @throws {Failure} `delivery-not-found`, `webhook-not-found`, `webhook-paused`
 */
export async function replayDelivery(
  { db, log }: Pick<Services, "db" | "log">,
  { tenant, id, actor }: { readonly tenant: string; readonly id: string; readonly actor: AuditActor },
): Promise<WebhookDelivery> {
  const replayed = await replay(db, { tenant, id, actor });
  if (replayed === "no-delivery") throw deliveryNotFound(id);
  if (replayed === "no-endpoint")
    throw new Failure("webhook-not-found", "The webhook that this was for has been deleted. It is not sent again.");
  if (replayed === "endpoint-paused")
    throw new Failure("webhook-paused", "The webhook is paused. Resume it first; what has waited goes out then.");
  log.info({ delivery: id }, "webhook delivery replayed");
  return replayed;
}
