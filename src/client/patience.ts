import pRetry from "p-retry";
import { pause } from "./pause.ts";
import { LONGEST_PAUSE_MS } from "./retry-after.ts";
import { isPassing, type ScribewellError } from "./scribewell-error.ts";

/** 0.5 + 1 + 2 + 4 + 8 + 10 + … s, about three quarters of a minute. */
const WHILE_IT_RESTARTS = { retries: 8, minTimeout: 500, maxTimeout: 10_000 };
const WHEN_TOLD = { retries: 3, minTimeout: 0 };

/** Asks again while the service is away, as long as a restart takes. */
export function whileAway<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  return again(work, { ...WHILE_IT_RESTARTS, signal, isWorthIt: () => true });
}

/** Asks again, up to three times, when the service has said when to come back. */
export function whenTold<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  return again(work, { ...WHEN_TOLD, signal, isWorthIt: ({ retryAfterMs }) => retryAfterMs > 0 });
}

interface Patience {
  readonly retries: number;
  readonly minTimeout: number;
  readonly signal: AbortSignal;
  readonly isWorthIt: (error: ScribewellError) => boolean;
}

async function again<Result>(work: () => Promise<Result>, { isWorthIt, signal, ...often }: Patience): Promise<Result> {
  const mayRepeat = (error: Error): error is ScribewellError =>
    isPassing(error) && error.retryAfterMs <= LONGEST_PAUSE_MS && isWorthIt(error);
  return pRetry(work, {
    ...often,
    signal,
    shouldRetry: ({ error }) => mayRepeat(error),
    async onFailedAttempt({ error, retriesLeft }) {
      if (retriesLeft > 0 && mayRepeat(error)) await pause(error.retryAfterMs, signal);
    },
  });
}
