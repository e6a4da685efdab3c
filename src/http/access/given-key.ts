import type { IncomingHttpHeaders } from "node:http";

/** What stands before a key, as clients of one service or another write it. */
const SCHEME = /^(?:bearer|token|key)[ \t]+/i;

/**
 * The key that came with a request: in `Authorization`, with `Bearer` or `Token` before it or bare, or in `X-API-Key`.
 * Undefined where there is none.
 */
export function givenKey({ authorization, "x-api-key": bare }: IncomingHttpHeaders): string | undefined {
  const key = authorization?.trim().replace(SCHEME, "") ?? [bare].flat()[0]?.trim();
  return key === "" ? undefined : key;
}
