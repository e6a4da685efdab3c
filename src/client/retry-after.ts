/** The longest a service is waited for in silence. What asks for more is told to the caller. */
export const LONGEST_PAUSE_MS = 60_000;

/**
 * What a header `Retry-After` asks for, in milliseconds; 0 where it is missing, in the past, or says nothing that can be read.
 * Seconds or a date (RFC 9110, 10.2.3).
 */
export function retryAfterMs({ headers }: { readonly headers: Headers }): number {
  const given = headers.get("retry-after")?.trim() ?? "";
  if (given === "") return 0;
  const seconds = Number(given);
  const wait = Number.isNaN(seconds) ? Date.parse(given) - Date.now() : seconds * 1000;
  return Number.isFinite(wait) ? Math.max(wait, 0) : 0;
}
