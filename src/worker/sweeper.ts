import { setTimeout as pause } from "node:timers/promises";
import { ringForReady } from "../actions/pieces/ring-for-ready.ts";
import { takeBackLost } from "../actions/pieces/take-back-lost.ts";
import { wakePaused } from "../actions/pieces/wake-paused.ts";
import { type TellingOutages, tellOutages } from "../actions/tell-outages.ts";
import { deleteExpired } from "../actions/upkeep/delete-expired.ts";
import { reclaimSpace } from "../actions/upkeep/reclaim-space.ts";
import { sweepBlobs } from "../actions/upkeep/sweep-blobs.ts";
import { sweepWebhooks } from "../actions/webhooks/sweep-webhooks.ts";
import { beginSweep } from "../database/sweeps.ts";
import type { Services } from "../services.ts";

interface Round {
  readonly name: string;
  /** By one of all processes, and not before this has passed. */
  readonly everyMs: number;
  /** Each process does it for its own machine, whenever another did: at its start, and again after this has passed. */
  readonly isOwn?: true;
  /** Ends soon after the signal; what it leaves undone the next round does. */
  readonly sweep: (services: Services, signal: AbortSignal) => Promise<void>;
}

/** How often each kind of sweeping is done. */
const ROUNDS: readonly Round[] = [
  { name: "wake-paused", everyMs: 1_000, sweep: wakePaused },
  { name: "take-back-lost", everyMs: 5_000, sweep: takeBackLost },
  { name: "ring-for-ready", everyMs: 5_000, sweep: ringForReady },
  { name: "delete-expired", everyMs: 60_000, sweep: deleteExpired },
  { name: "sweep-blobs", everyMs: 600_000, sweep: sweepBlobs },
  {
    name: "sweep-scratch",
    everyMs: 600_000,
    isOwn: true,
    sweep: ({ blobs }, signal) => blobs.sweepScratch({ signal }),
  },
  { name: "sweep-webhooks", everyMs: 600_000, sweep: sweepWebhooks },
  { name: "reclaim-space", everyMs: 3_600_000, sweep: reclaimSpace },
];

export interface Sweeper {
  stop(): void;
  /** Resolves when the rounds at work have ended, soon after `stop`. */
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

/**
 * Does each kind of sweeping that is due once, one after another. What goes wrong with one is logged, and keeps none of the
 * others. The signal ends it soon. Never throws.
 */
export async function sweepOnce(services: Services, signal: AbortSignal): Promise<void> {
  for (const round of ROUNDS) {
    if (signal.aborted) return;
    await sweepIfDue(services, round, { signal, telling: telling(services) });
  }
}

async function repeat(services: Services, round: Round, stopped: AbortSignal): Promise<void> {
  const within = { signal: stopped, telling: telling(services) };
  while (!stopped.aborted) {
    await sweepIfDue(services, round, within);
    // It ends early when it is stopped, and that is no failure.
    await pause(round.everyMs, undefined, { signal: stopped, ref: false }).catch(() => {});
  }
}

async function sweepIfDue(
  services: Services,
  { name, everyMs, isOwn, sweep }: Round,
  { signal, telling }: { signal: AbortSignal; telling: TellingOutages },
): Promise<void> {
  const work = async () => {
    if (isOwn || (await beginSweep(services.db, { name, everyMs }))) await sweep(services, signal);
  };
  await telling(work, { about: { sweep: name }, signal });
}

const telling = ({ log }: Pick<Services, "log">): TellingOutages =>
  tellOutages(log, { failed: "sweeping failed", over: "sweeping goes on" });
