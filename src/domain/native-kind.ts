import type { WebhookKind } from "./webhook.ts";

/** As Scribewell's own API speaks: `type`, `timestamp`, and the job in `data`. */
export const nativeKind: WebhookKind = { write: (notice) => notice };
