import type { WebhookPayload } from "./webhook.ts";

/** As Scribewell's own API speaks: `type`, `timestamp`, and the job in `data`. */
export const nativePayload: WebhookPayload = (notice) => notice;
