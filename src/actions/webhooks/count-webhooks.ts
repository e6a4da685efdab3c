import { countWebhooks as count, type WebhookCounts } from "../../database/webhook-log.ts";
import type { Services } from "../../services.ts";

/** What became of webhooks lately, for metrics. */
export const countWebhooks = ({ db }: Pick<Services, "db">): Promise<WebhookCounts> => count(db);
