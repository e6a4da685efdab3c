import { setMaxListeners } from "node:events";
import { preloadModels } from "../actions/models/preload-models.ts";
import { tellOutages } from "../actions/tell-outages.ts";
import { deliverWebhooks } from "../actions/webhooks/deliver-webhooks.ts";
import { LANES, type Lane } from "../domain/piece.ts";
import type { Services } from "../services.ts";
import type { Able } from "./claimer.ts";
import { courtesy } from "./courtesy.ts";
import { openSlot } from "./slot.ts";
import { startSweeper } from "./sweeper.ts";

export interface Worker {
  /** Takes no further piece, gives those at work the time to end, then hands them back. May be called twice. */
  stop(options: { graceMs: number }): Promise<void>;
}

/**
 * Beside each slot for anything there is one for what takes a moment, and one for who has nothing at work: neither waits until
 * others have ended. An engine takes the more urgent question first.
 */
const SLOTS: readonly Able[] = [
  { lane: "network", smallOnly: false },
  { lane: "network", smallOnly: false },
  { lane: "network", smallOnly: false },
  { lane: "network", smallOnly: false },
  { lane: "media", smallOnly: false },
  { lane: "media", smallOnly: true },
  { lane: "media", smallOnly: false, newcomersOnly: true },
  { lane: "speech", smallOnly: false },
  { lane: "speech", smallOnly: true },
  { lane: "speech", smallOnly: true },
  { lane: "speech", smallOnly: false, newcomersOnly: true },
  { lane: "text", smallOnly: false },
];

/** What a worker takes, and what it does before. */
export interface WorkerOptions {
  /** Models to load at once, before a piece asks for them. */
  readonly preload?: readonly string[];
  /** All when left out. */
  readonly lanes?: readonly Lane[];
  /** What it has that jobs may ask for. */
  readonly labels?: readonly string[];
  /** Models it may load; all when left out. */
  readonly models?: readonly string[];
}

/** Starts taking pieces, and sweeping up after workers that are gone. */
export async function startWorker(
  services: Services,
  { preload = [], lanes = LANES, ...able }: WorkerOptions = {},
): Promise<Worker> {
  const quiet = new AbortController();
  const stopping = new AbortController();
  // Each slot listens to both.
  setMaxListeners(0, quiet.signal, stopping.signal);
  const shared = {
    quiet: quiet.signal,
    stopping: stopping.signal,
    manners: courtesy(),
    claiming: tellOutages(services.log, { failed: "no piece could be claimed", over: "pieces can be claimed again" }),
  };
  const slots = SLOTS.filter(({ lane }) => lanes.includes(lane)).map((place) => ({
    lane: place.lane,
    slot: openSlot(services, { ...place, ...able }, shared),
  }));
  const listening = await services.bell.listen(lanes, async (lane) => {
    const own = slots.filter((each) => each.lane === lane).map(({ slot }) => slot);
    for (const slot of own) slot.wake();
    // While all are at work the next ring is for other workers.
    await Promise.race(own.map((slot) => slot.looks()));
  });
  const sweeper = startSweeper(services);
  const preloading = preloadModels(services, preload, quiet.signal);
  // Sending is work of the network: a worker without that lane may have no way out of the house.
  const delivering = lanes.includes("network")
    ? deliverWebhooks(services, { quiet: quiet.signal, stopping: stopping.signal })
    : undefined;

  return {
    async stop({ graceMs }) {
      quiet.abort();
      sweeper.stop();
      await listening.stop();
      const timer = setTimeout(() => stopping.abort(new Error("The service is stopping")), graceMs);
      await Promise.all([delivering, ...slots.map(({ slot }) => slot.ended)]);
      clearTimeout(timer);
      await Promise.all([sweeper.ended, preloading]);
    },
  };
}
