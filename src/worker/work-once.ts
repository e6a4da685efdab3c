import { wakePaused } from "../actions/pieces/wake-paused.ts";
import { deliverWebhooks } from "../actions/webhooks/deliver-webhooks.ts";
import { type ClaimedPiece, LANES, type Lane } from "../domain/piece.ts";
import type { Services } from "../services.ts";
import { claimer } from "./claimer.ts";
import { courtesy } from "./courtesy.ts";
import { runPiece } from "./run-piece.ts";
import { sweepOnce } from "./sweeper.ts";
import type { WorkerOptions } from "./worker.ts";

/** When to come back to what cannot be done at the moment, here or at all. */
const AGAIN_MS = 10_000;

/** What is to be done, and for how long. */
export interface WorkOnceOptions extends Omit<WorkerOptions, "preload"> {
  /** No further piece is begun after this moment of `performance.now()`. */
  readonly until?: number;
  /** Does first what sweeping is due, as a worker does that stays. */
  readonly sweeps?: boolean;
}

/**
 * Works on what is there, one piece after another, the best first, until nothing is left that can be claimed, or the signal
 * comes: then the piece at work is handed back. What is there and has to wait is rung for again.
 * @returns how many pieces were worked on
 */
export async function workOnce(
  services: Services,
  signal: AbortSignal,
  { lanes = LANES, until = Number.POSITIVE_INFINITY, sweeps = false, ...able }: WorkOnceOptions = {},
): Promise<number> {
  if (sweeps) await sweepOnce(services, signal);
  else await wakePaused(services);
  const worked = await workThrough(services, signal, { ...able, lanes, until });
  // Nobody else may come for a while to tell what became of it.
  if (lanes.includes("network")) {
    const over = untilMoment(signal, until);
    await deliverWebhooks(services, { quiet: over, stopping: over, once: true });
  }
  return worked;
}

async function workThrough(
  services: Services,
  signal: AbortSignal,
  { lanes, until, labels, models }: Required<Pick<WorkOnceOptions, "lanes" | "until">> & WorkOnceOptions,
): Promise<number> {
  const manners = courtesy();
  const claimNext = claimer(services);
  const able = { smallOnly: false, ...(labels && { labels }), ...(models && { models }) };
  const ringLater = (lane: Lane) => services.bell.ring(lane, { delayMs: AGAIN_MS });
  for (let worked = 0; ; worked++) {
    if (signal.aborted || performance.now() >= until) return worked;
    const next = await firstOf(lanes, (lane) => claimNext({ lane, ...able }));
    for (const lane of next.heldBack) await ringLater(lane);
    if (!next.found) return worked;
    const { lane, piece } = next.found;
    // Another piece would not fare better here.
    if ((await runPiece(services, piece, { stopping: signal, manners })) === "unfit") {
      await ringLater(lane);
      return worked + 1;
    }
  }
}

interface Next {
  readonly found?: { readonly lane: Lane; readonly piece: ClaimedPiece };
  /** Lanes where there is nothing to be had before others have been worked on, once nothing was found. */
  readonly heldBack: readonly Lane[];
}

async function firstOf(
  lanes: readonly Lane[],
  claim: (lane: Lane) => Promise<ClaimedPiece | undefined | "held-back">,
): Promise<Next> {
  const heldBack: Lane[] = [];
  for (const lane of lanes) {
    const piece = await claim(lane);
    if (piece === "held-back") heldBack.push(lane);
    else if (piece) return { found: { lane, piece }, heldBack: [] };
  }
  return { heldBack };
}

/** The signal, or the moment of `performance.now()` where that comes first. */
function untilMoment(signal: AbortSignal, moment: number): AbortSignal {
  if (!Number.isFinite(moment)) return signal;
  return AbortSignal.any([signal, AbortSignal.timeout(Math.max(Math.round(moment - performance.now()), 0))]);
}
