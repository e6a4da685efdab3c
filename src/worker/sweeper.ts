import { setTimeout as pause } from "node:timers/promises";
import { deleteExpired } from "../actions/delete-expired.ts";
import { reclaimSpace } from "../actions/reclaim-space.ts";
import { ringForDue } from "../actions/ring-for-due.ts";
import { sweepBlobs } from "../actions/sweep-blobs.ts";
import { takeBackLost } from "../actions/take-back-lost.ts";
import { describeBug } from "../domain/describe-bug.ts";
import type { Services } from "../services.ts";

/** How often each kind of sweeping is done. */
const ROUNDS: readonly { readonly everyMs: number; readonly sweep: (services: Services) => Promise<void> }[] = [
  { everyMs: 5_000, sweep: takeBackLost },
  { everyMs: 5_000, sweep: ringForDue },
  { everyMs: 60_000, sweep: deleteExpired },
  { everyMs: 600_000, sweep: sweepBlobs },
  { everyMs: 3_600_000, sweep: reclaimSpace },
];

export interface Sweeper {
  stop(): void;
  /** Resolves when the round at work has ended, after `stop`. */
  readonly ended: Promise<unknown>;
}

/** Makes good what was lost: workers that died, bells nobody heard, jobs past their time, blobs nobody wants. */
export function startSweeper(services: Services): Sweeper {
  const stopped = new AbortController();
  return {
    stop: () => stopped.abort(),
    ended: Promise.all(ROUNDS.map((round) => repeat(services, round, stopped.signal))),
  };
}

async function repeat(
  services: Services,
  { everyMs, sweep }: (typeof ROUNDS)[number],
  stopped: AbortSignal,
): Promise<void> {
  while (!stopped.aborted) {
    try {
      await sweep(services);
    } catch (error) {
      services.log.error({ bug: describeBug(error) }, "sweeping failed");
    }
    // It ends early when it is stopped, and that is no failure.
    await pause(everyMs, undefined, { signal: stopped, ref: false }).catch(() => {});
  }
}
