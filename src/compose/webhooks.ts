import type { Config } from "../config.ts";
import { webhookPost } from "../outgoing/webhook-post.ts";
import { keyFromFile } from "../secrets/key-file.ts";
import { noSecretBox, secretBox } from "../secrets/secret-box.ts";
import type { Services } from "../services.ts";
import type { Closers } from "./close-all.ts";

/**
 * What sending webhooks needs. With an embedded database the key for their secrets is made by itself; on a server every
 * process needs the same one.
 * @throws {Failure} `settings-invalid`, `data-directory-unusable`
 */
export async function composeWebhooks(
  config: Config,
  { isEmbedded, closers }: { isEmbedded: boolean; closers: Closers },
): Promise<Pick<Services, "webhooks" | "secrets">> {
  const webhooks = webhookPost({ networks: { allowed: config.ALLOWED_NETWORKS } });
  closers.push(() => webhooks.close());
  const key = config.SECRETS_KEY ?? (isEmbedded ? await keyFromFile(config.DATA_DIR) : undefined);
  return { webhooks, secrets: key ? secretBox(key) : noSecretBox() };
}
