import type { FastifyReply } from "fastify";

/** What a server takes of a header is limited. */
const MOST_CHARACTERS = 2_000;

/** Says in `x-scribewell-warnings` what was not done as asked. A header holds what ASCII has: the rest is shown as `?`. */
export function sayWarnings(reply: FastifyReply, warnings: readonly string[]): FastifyReply {
  if (warnings.length === 0) return reply;
  const text = warnings.join(" ").replace(/[^\x20-\x7e]/gu, "?");
  return reply.header("x-scribewell-warnings", text.slice(0, MOST_CHARACTERS));
}
