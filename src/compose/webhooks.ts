import type { Config } from "../config.ts";
import { webhookPost } from "../outgoing/webhook-post.ts";
import type { WebhookPost } from "../ports/webhook-post.ts";
import type { Closers } from "./close-all.ts";

/**
 * What webhooks are sent with.
 * @throws {Failure} `settings-invalid`
 */
export function composeWebhooks(config: Config, { closers }: { closers: Closers }): WebhookPost {
  const webhooks = webhookPost({ networks: { allowed: config.ALLOWED_NETWORKS } });
  closers.push(() => webhooks.close());
  return webhooks;
}
