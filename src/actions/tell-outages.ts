import type { Logger } from "pino";
import { describeBug } from "../domain/describe-bug.ts";
import { Failure, type FailureCode } from "../domain/failure.ts";

/** A try at the work. */
interface Attempt {
  /** Logged beside what became of it. */
  readonly about?: Readonly<Record<string, unknown>>;
  /** Whoever stops the work hears nothing of what that breaks off. */
  readonly signal?: AbortSignal;
}

/**
 * For one kind of work that is tried again and again. A `Failure` that keeps it from being done is logged when it begins,
 * and once more when the work can be done again; a bug is logged each time.
 * @returns does the work once: nothing where it could not be done. Never throws. Tries may overlap
 */
export function tellOutages(
  log: Pick<Logger, "error" | "warn" | "info">,
  { failed, over }: { readonly failed: string; readonly over: string },
) {
  let tries = 0;
  let outage: { readonly code: FailureCode; readonly until: number } | undefined;

  function tellFailed(error: unknown, about: Attempt["about"]): void {
    if (error instanceof Failure) {
      if (outage?.code !== error.code) log.warn({ ...about, code: error.code }, failed);
      outage = { code: error.code, until: tries };
    } else log.error({ ...about, bug: describeBug(error) }, failed);
  }

  function tellDone(begun: number, about: Attempt["about"]): void {
    // What began before the last failure may have been answered before the outage.
    if (!outage || begun <= outage.until) return;
    outage = undefined;
    log.info({ ...about }, over);
  }

  return async <Result>(work: () => Promise<Result>, { about, signal }: Attempt = {}): Promise<Result | undefined> => {
    const begun = ++tries;
    try {
      const result = await work();
      if (!signal?.aborted) tellDone(begun, about);
      return result;
    } catch (error) {
      if (!signal?.aborted) tellFailed(error, about);
      return undefined;
    }
  };
}

/** What `tellOutages` gives. */
export type TellingOutages = ReturnType<typeof tellOutages>;
