import pRetry from "p-retry";
import { Failure } from "../../domain/failure.ts";

/** A process that dies this often in a row over the same work will not live the next time. */
const TRIES = 5;

/** Does work again when the process that did it died or hung; any other failure stands. */
export function retryLost<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  return pRetry(work, {
    retries: TRIES - 1,
    minTimeout: 50,
    factor: 3,
    signal,
    shouldRetry: ({ error }) => error instanceof Failure && error.code === "engine-lost",
  });
}
