import { Failure } from "../domain/failure.ts";
import { retryAfterMs } from "../domain/retry-after.ts";
import type { WebhookPost } from "../ports/webhook-post.ts";
import { guardedClient, type ResolveName } from "./guarded-client.ts";
import type { Networks } from "./networks.ts";
import { unanswered } from "./unanswered.ts";
import { readUrl } from "./url-check.ts";
import { urlRefusal } from "./url-refusal.ts";

/**
 * Opens the way to receivers of webhooks. Every address is checked where the connection is made.
 * @throws {Failure} `settings-invalid` when an allowed network is none
 */
export function webhookPost({ networks, resolve }: { networks: Networks; resolve?: ResolveName }): WebhookPost {
  const client = guardedClient({ networks, ...(resolve && { resolve }) });
  return {
    check: urlRefusal(networks),

    async send({ url: address, headers, body }, { signal, timeoutMs }) {
      const url = readUrl(address);
      const clock = AbortSignal.timeout(timeoutMs);
      try {
        const response = await client.ask(url, {
          method: "POST",
          headers: { "content-type": "application/json", "user-agent": "scribewell", ...headers },
          body,
          signal: AbortSignal.any([signal, clock]),
        });
        // Nobody asks what it says beside its status, however long that is.
        response.on("error", () => undefined).destroy();
        const { statusCode: status = 0, headers: answered } = response;
        return { status, retryAfterMs: retryAfterMs(answered["retry-after"] ?? null) };
      } catch (error) {
        signal.throwIfAborted();
        if (clock.aborted)
          throw new Failure("url-unreachable", `${url.host} did not answer within ${timeoutMs / 1000} s.`);
        throw unanswered(url, error, networks);
      }
    },

    async close() {
      client.close();
    },
  };
}
