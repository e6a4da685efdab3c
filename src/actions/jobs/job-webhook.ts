import type { Transaction } from "../../database/schema.ts";
import type { JobWebhook, WebhookEvent } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";

/** A webhook of a job that can be kept. */
export interface KeptWebhook {
  readonly url: string;
  readonly secret: Buffer | null;
  readonly events: readonly WebhookEvent[];
  readonly kind: string;
}

/**
 * Checks the webhook that a request brought, and seals its secret.
 * @throws {Failure} `url-invalid`, `url-refused`, `secrets-unavailable`
 */
export function checkedWebhook(
  { webhooks, secrets }: Pick<Services, "webhooks" | "secrets">,
  { url, secret, events, kind = "native" }: JobWebhook,
): KeptWebhook {
  webhooks.check(url);
  return { url, secret: secret === undefined ? null : secrets.seal(secret), events, kind };
}

/** Keeps the webhooks of jobs that are being opened. */
export async function keepWebhooks(
  within: Transaction,
  webhooks: readonly { readonly job: string; readonly webhook: KeptWebhook }[],
): Promise<void> {
  if (webhooks.length === 0) return;
  const rows = webhooks.map(({ job, webhook: { url, secret, events, kind } }) => ({
    job_id: job,
    url,
    secret,
    kind,
    events: [...events],
  }));
  await within.insertInto("job_webhooks").values(rows).execute();
}
