import { preloadModels } from "../actions/preload-models.ts";
import { LANES } from "../domain/piece.ts";
import type { Services } from "../services.ts";
import { courtesy } from "./courtesy.ts";
import { openSlot, type SlotOptions } from "./slot.ts";
import { startSweeper } from "./sweeper.ts";

export interface Worker {
  /** Takes no further piece, gives those at work the time to end, then hands them back. May be called twice. */
  stop(options: { graceMs: number }): Promise<void>;
}

/** Beside each slot for anything there is one for what takes a moment; an engine takes the more urgent question first. */
const SLOTS: readonly SlotOptions[] = [
  { lane: "network", smallOnly: false },
  { lane: "network", smallOnly: false },
  { lane: "network", smallOnly: false },
  { lane: "network", smallOnly: false },
  { lane: "media", smallOnly: false },
  { lane: "media", smallOnly: true },
  { lane: "speech", smallOnly: false },
  { lane: "speech", smallOnly: true },
  { lane: "speech", smallOnly: true },
  { lane: "text", smallOnly: false },
];

/**
 * Starts taking pieces of all lanes, and sweeping up after workers that are gone.
 * @param options `preload`: models to load at once, before a piece asks for them
 */
export async function startWorker(
  services: Services,
  { preload = [] }: { readonly preload?: readonly string[] } = {},
): Promise<Worker> {
  const quiet = new AbortController();
  const stopping = new AbortController();
  const manners = courtesy();
  const slots = SLOTS.map((options) => ({
    lane: options.lane,
    slot: openSlot(services, options, { quiet: quiet.signal, stopping: stopping.signal, manners }),
  }));
  const listening = await services.bell.listen(LANES, (lane) => {
    for (const { lane: own, slot } of slots) if (own === lane) slot.wake();
  });
  const sweeper = startSweeper(services);
  const preloading = preloadModels(services, preload, quiet.signal);

  return {
    async stop({ graceMs }) {
      quiet.abort();
      sweeper.stop();
      await listening.stop();
      const timer = setTimeout(() => stopping.abort(new Error("The service is stopping")), graceMs);
      await Promise.all(slots.map(({ slot }) => slot.ended));
      clearTimeout(timer);
      await Promise.all([sweeper.ended, preloading]);
    },
  };
}
