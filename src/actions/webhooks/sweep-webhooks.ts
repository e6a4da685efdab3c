import { clearWebhookLog } from "../../database/webhook-log.ts";
import { WEBHOOK_TIMES } from "../../domain/webhook-times.ts";
import type { Services } from "../../services.ts";

const KEPT_DAYS = 30;

/** Gives up what waits for paused endpoints after a day, and forgets deliveries that ended long ago. */
export async function sweepWebhooks({ db }: Pick<Services, "db">): Promise<void> {
  await clearWebhookLog(db, { giveUpMs: WEBHOOK_TIMES.giveUpMs, keptDays: KEPT_DAYS });
}
