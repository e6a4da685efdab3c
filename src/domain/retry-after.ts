/**
 * What a header `Retry-After` asks for, in milliseconds; 0 where it is missing, in the past, or says nothing that can be read.
 * Seconds or a date (RFC 9110, 10.2.3).
 */
export function retryAfterMs(given: string | null, now = Date.now()): number {
  if (given === null || given.trim() === "") return 0;
  const seconds = Number(given);
  const wait = Number.isNaN(seconds) ? Date.parse(given) - now : seconds * 1000;
  return Number.isFinite(wait) ? Math.max(wait, 0) : 0;
}
