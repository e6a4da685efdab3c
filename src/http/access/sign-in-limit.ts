import type { FastifyRequest } from "fastify";
import { Failure } from "../../domain/failure.ts";

/** Sign-ins that are tried from one address in a minute. Of a proxy it is that of all behind it. */
const MOST_TRIES = 60;

/** Counts whoever tries to sign in by the address they come from, which is kept for a minute and not as such. */
export const signInLimit = (digest: (text: string) => Buffer) => ({
  max: MOST_TRIES,
  allowList: () => false,
  keyGenerator: ({ ip }: FastifyRequest) => `sign-in ${digest(ip).toString("base64url")}`,
  errorResponseBuilder: (_request: FastifyRequest, { ttl }: { ttl: number }) =>
    new Failure(
      "rate-limit-reached",
      `From one address ${MOST_TRIES} sign-ins can be tried a minute. Retry-After says when there is room again.`,
      { retryAfterSeconds: Math.ceil(ttl / 1000) },
    ),
});
