import type { Config } from "../config.ts";
import { webhookPost } from "../outgoing/webhook-post.ts";
import type { Services } from "../services.ts";
import type { Closers } from "./close-all.ts";
import { composeSecrets } from "./secrets.ts";

/**
 * What sending webhooks needs.
 * @throws {Failure} `settings-invalid`, `data-directory-unusable`
 */
export async function composeWebhooks(
  config: Config,
  { isEmbedded, closers }: { isEmbedded: boolean; closers: Closers },
): Promise<Pick<Services, "webhooks" | "secrets">> {
  const webhooks = webhookPost({ networks: { allowed: config.ALLOWED_NETWORKS } });
  closers.push(() => webhooks.close());
  return { webhooks, secrets: await composeSecrets(config, { isEmbedded }) };
}
