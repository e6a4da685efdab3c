import { unescape as decoded } from "node:querystring";
import { Failure } from "../../domain/failure.ts";
import { type JobWebhook, WEBHOOK_ENDS } from "../../domain/webhook.ts";
import type { WebhookPost } from "../../ports/webhook-post.ts";
import { DEEPGRAM_KIND } from "./webhook-kind.ts";

/**
 * Who is told how the job ended. A user name and password in the address are kept apart from it, as a secret.
 * @throws {Failure} `request-invalid` for a method that is not used here, and for an address that may not be sent to
 */
export function callbackOf(webhooks: Pick<WebhookPost, "check">, address: string, method: string): JobWebhook {
  if (method.toUpperCase() !== "POST")
    throw new Failure(
      "request-invalid",
      "`callback_method`: answers are sent with POST alone. Have the receiver take that, and leave `callback_method` out.",
    );
  const { url, secret } = addressed(address);
  try {
    webhooks.check(url);
  } catch (error) {
    throw error instanceof Failure ? new Failure("request-invalid", `\`callback\`: ${error.message}`) : error;
  }
  return { url, events: WEBHOOK_ENDS, kind: DEEPGRAM_KIND, ...(secret !== undefined && { secret }) };
}

function addressed(address: string): { url: string; secret?: string } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.username === "" && url.password === "")) return { url: address };
  const secret = `${decoded(url.username)}:${decoded(url.password)}`;
  url.username = "";
  url.password = "";
  return { url: url.href, secret };
}
