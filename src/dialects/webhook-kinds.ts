import { nativeKind } from "../domain/native-kind.ts";
import type { WebhookKinds } from "../domain/webhook.ts";

/** How receivers of webhooks are spoken to, each in the words it knows. */
export const webhookKinds: WebhookKinds = { native: nativeKind };
