import { Failure } from "../../domain/failure.ts";
import type { WebhookAnswer, WebhookPost } from "../../ports/webhook-post.ts";
import { webhookHeaders } from "./sign-webhook.ts";

/** What is sent, and to whom. */
export interface Letter {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  /** `whsec_…`; null where nothing is signed. */
  readonly secret: string | null;
  /** Beside those that every message has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The receiver answered, and not with a 2xx. */
export class NotAccepted extends Failure {
  readonly status: number;
  /** How long the receiver asks to be left alone; 0 where it does not. */
  readonly retryAfterMs: number;

  constructor(host: string, { status, retryAfterMs }: WebhookAnswer) {
    const how = status >= 300 && status < 400 ? "a redirect, which is not followed: status" : "status";
    super("webhook-not-accepted", `${host} answered with ${how} ${status}.`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Sends a message once.
 * @returns the status, which is a 2xx
 * @throws {Failure} `webhook-not-accepted` as a {@link NotAccepted}, `url-invalid`, `url-refused`, `url-unreachable`
 */
export async function sendWebhook(
  webhooks: WebhookPost,
  { id, url, body, secret, headers: own = {} }: Letter,
  limits: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<number> {
  const headers = { ...webhookHeaders({ id, body, secret }, new Date()), ...own };
  const answer = await webhooks.send({ url, headers, body }, limits);
  if (answer.status < 200 || answer.status > 299) throw new NotAccepted(new URL(url).host, answer);
  return answer.status;
}
