import { pageOfDeliveries } from "../../database/webhook-deliveries.ts";
import type { DeliveryState, WebhookDelivery } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";
import { nextOf, type PageWanted, rowsWanted } from "../pages.ts";

/** Which deliveries are wanted. */
export interface DeliveryPage extends PageWanted {
  readonly tenant: string;
  readonly job?: string | undefined;
  readonly states?: readonly DeliveryState[] | undefined;
}

/**
 * A page of what was and will be sent, the newest first. `next` leads to the page after it; null on the last.
 * @throws {Failure} `option-invalid` for a cursor that is none
 */
export async function listDeliveries(
  { db }: Pick<Services, "db">,
  wanted: DeliveryPage,
): Promise<{ deliveries: WebhookDelivery[]; next: string | null }> {
  const { limit } = wanted;
  const found = await pageOfDeliveries(db, { ...wanted, ...rowsWanted(wanted) });
  return { deliveries: found.slice(0, limit).map(({ delivery }) => delivery), next: nextOf(found, limit) };
}
