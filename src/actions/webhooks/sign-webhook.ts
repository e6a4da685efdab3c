import { Webhook } from "standardwebhooks";

/** The headers of Standard Webhooks for one attempt: signed where there is a secret. */
export function webhookHeaders(
  { id, body, secret }: { readonly id: string; readonly body: string; readonly secret: string | null },
  now: Date,
): Record<string, string> {
  const headers = { "webhook-id": id, "webhook-timestamp": String(Math.floor(now.getTime() / 1000)) };
  if (secret === null) return headers;
  return { ...headers, "webhook-signature": new Webhook(secret).sign(id, now, body) };
}
