import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import pRetry from "p-retry";
import type { Logger } from "pino";
import { describeBug } from "../domain/describe-bug.ts";
import { Failure } from "../domain/failure.ts";
import type { Bell } from "../ports/bell.ts";

const RING_WITHIN_MS = 3_000;
const MOST_FAILURES = 3;
const LEAVE_ALONE_MS = 5_000;
const AGAIN = { retries: Number.POSITIVE_INFINITY, minTimeout: 200, maxTimeout: 10_000, randomize: true, unref: true };

/**
 * A bell that may be away without anybody failing or waiting for it: what is rung meanwhile is lost, which the sweeper
 * makes good, and whoever wants to listen does so as soon as it answers. Its absence is logged once, and its return.
 * `check` tells how it is.
 */
export function patientBell(bell: Bell, log: Pick<Logger, "warn" | "info">): Bell {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: LEAVE_ALONE_MS,
    breaker: new ConsecutiveBreaker(MOST_FAILURES),
  });
  breaker.onBreak(() => log.warn("the queue does not answer; work is found without it, only later"));
  breaker.onReset(() => log.info("the queue answers again"));
  const cautiously = wrap(breaker, timeout(RING_WITHIN_MS, TimeoutStrategy.Aggressive));
  const closed = new AbortController();
  return {
    async ring(lane, options) {
      try {
        await cautiously.execute(() => bell.ring(lane, options));
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) log.warn({ lane, cause: causeOf(error) }, "a ring was lost");
      }
    },
    async listen(lanes, onRing) {
      const stopped = new AbortController();
      const signal = AbortSignal.any([stopped.signal, closed.signal]);
      let begun: Awaited<ReturnType<Bell["listen"]>> | undefined;
      const beginning = pRetry(
        async () => {
          begun = await bell.listen(lanes, onRing);
          // The bell that was closed meanwhile did not know of it yet.
          if (closed.signal.aborted) await begun.stop();
        },
        { ...AGAIN, signal },
      ).catch(() => {});
      return {
        async stop() {
          stopped.abort();
          // One that began meanwhile would be forgotten by the tries, and go on.
          await beginning;
          await begun?.stop();
        },
      };
    },
    check: () => bell.check(),
    async close() {
      closed.abort();
      await bell.close();
    },
  };
}

const causeOf = (error: unknown): string => (error instanceof Failure ? error.code : describeBug(error).name);
