import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance } from "fastify";
import { REQUEST_WINDOW_MS } from "../../domain/api-key.ts";
import { Failure } from "../../domain/failure.ts";
import type { RequestCounter } from "../../ports/request-counter.ts";

/**
 * Refuses requests of a key that has sent as many in the last minute as it may, whichever process they came to. Each answer
 * says how many are left (`RateLimit-*`), and a refusal when there is room again (`Retry-After`).
 */
export function addRateLimit(app: FastifyInstance, counter: RequestCounter): void {
  app.register(rateLimit, {
    enableDraftSpec: true,
    timeWindow: REQUEST_WINDOW_MS,
    store: storeOf(counter),
    keyGenerator: ({ caller }) => caller.key ?? "",
    max: ({ caller }) => caller.limits.requestsPerMinute ?? 0,
    allowList: ({ caller }) => caller.key === null || caller.limits.requestsPerMinute === null,
    errorResponseBuilder: (_request, { max, ttl }) =>
      new Failure(
        "rate-limit-reached",
        `This key may send ${max} requests a minute. Retry-After says when there is room again.`,
        { retryAfterSeconds: Math.ceil(ttl / 1000) },
      ),
  });
}

/** As the plugin wants it. */
function storeOf(counter: RequestCounter) {
  return class {
    incr(
      key: string,
      done: (error: Error | null, result?: { current: number; ttl: number }) => void,
      windowMs: number,
      most: number,
    ): void {
      counter.count(key, { most, windowMs }).then(
        ({ current, roomInMs }) => done(null, { current, ttl: roomInMs }),
        (error: Error) => done(error),
      );
    }
    child() {
      return this;
    }
  };
}
