import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { Failure, type FailureCode } from "../../domain/failure.ts";
import { untilAborted } from "../../domain/until-aborted.ts";
import type { Engine } from "../../ports/engine.ts";
import type { BreakerState } from "../../ports/engines.ts";

export interface BreakerOptions {
  /** So many failures in a row, and the engine is left alone. */
  readonly failures: number;
  /** For so long. */
  readonly restMs: number;
  readonly onChange?: (state: BreakerState) => void;
}

/** What says that an engine does not work, and not that a recording is at fault. */
const COUNTS: readonly FailureCode[] = ["engine-lost", "engine-unavailable", "engine-unreachable"];

const counts = (error: unknown): boolean => error instanceof Failure && COUNTS.includes(error.code);

const STATES: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  // Somebody opened it by hand: nobody here does.
  [CircuitState.Isolated]: "open",
  [CircuitState.HalfOpen]: "half-open",
};

/**
 * An engine that is left alone for a while after it has failed several times in a row: each try would cost the time of
 * another start, or of another wait for a service that is down. Then a single call tries whether it works again.
 * `recognise` throws `engine-unreachable` meanwhile.
 */
export function withBreaker(
  engine: Engine,
  { failures, restMs, onChange }: BreakerOptions,
): { readonly engine: Engine; state(): BreakerState } {
  const breaker = circuitBreaker(handleWhen(counts), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  breaker.onStateChange((state) => onChange?.(STATES[state]));

  async function* recognise(...[windows, options, signal]: Parameters<Engine["recognise"]>) {
    const admitted = openPromise();
    const outcome = openPromise();
    const guarded = breaker.execute(() => {
      admitted.resolve();
      return outcome.promise;
    });
    // While one call tries whether it works again, the others wait for what comes of it.
    await untilAborted(Promise.race([admitted.promise, guarded]), signal).catch((error: unknown) => {
      outcome.resolve();
      throw error instanceof BrokenCircuitError ? resting(engine.name, restMs) : error;
    });
    const isTrial = breaker.state === CircuitState.HalfOpen;
    try {
      yield* engine.recognise(windows, options, signal);
    } catch (error) {
      // A trial that was called off, or failed for another reason, has shown nothing.
      outcome.reject(isTrial && !counts(error) ? resting(engine.name, restMs) : error);
      throw error;
    } finally {
      // A reader who leaves early has no complaint.
      outcome.resolve();
      await guarded.catch(() => {});
    }
  }

  return { engine: { ...engine, recognise }, state: () => STATES[breaker.state] };
}

function resting(name: string, restMs: number): Failure {
  const seconds = Math.round(restMs / 1000);
  return new Failure(
    "engine-unreachable",
    `${name} has failed several times in a row and is left alone for ${seconds} s. Its last failure is in the log; "scribewell doctor" looks for the cause.`,
  );
}

/** A promise that is settled from outside. */
function openPromise() {
  let settle: { resolve: () => void; reject: (reason: unknown) => void } | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, resolve: () => settle?.resolve(), reject: (reason: unknown) => settle?.reject(reason) };
}
