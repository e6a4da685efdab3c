import { LANES, type Lane } from "../../domain/piece.ts";
import type { Bell } from "../../ports/bell.ts";
import { listenTogether } from "../listen-together.ts";
import { timers } from "../timers.ts";
import type { PgSignals } from "./signals.ts";

const CHANNEL = "scribewell_bell";

/**
 * A bell by the database itself: every process hears every ring. Delayed rings are timers of the process that asked; where
 * it dies meanwhile, the sweeper rings.
 */
export function pgBell(signals: PgSignals): Bell {
  const later = timers();
  const listeners = listenTogether();
  const stopHearing = signals.hear(CHANNEL, (word) => {
    const lane = LANES.find((known) => known === word);
    if (lane) listeners.ring(lane);
  });
  const stopGaps = signals.afterGap(() => {
    for (const lane of LANES) listeners.ring(lane);
  });
  const ring = shared((lane: Lane) => signals.say(CHANNEL, lane));
  return {
    async ring(lane, { delayMs = 0 } = {}) {
      if (delayMs === 0) return ring(lane);
      later.after(delayMs, () => void ring(lane).catch(() => {}));
    },
    listen: async (lanes, onRing) => listeners.add(lanes, onRing),
    check: () => signals.say("scribewell_check", ""),
    async close() {
      later.clear();
      stopHearing();
      stopGaps();
      listeners.clear();
    },
  };
}

/** Whoever asks while a ring of the same lane is on its way shares the next one: one ring says as much as many. */
function shared(say: (lane: Lane) => Promise<void>): (lane: Lane) => Promise<void> {
  const saying = new Map<Lane, Promise<void>>();
  const next = new Map<Lane, Promise<void>>();
  const begin = (lane: Lane): Promise<void> => {
    const said = say(lane).finally(() => saying.delete(lane));
    saying.set(lane, said);
    return said;
  };
  return (lane) => {
    const current = saying.get(lane);
    if (!current) return begin(lane);
    const after =
      next.get(lane) ??
      current
        .catch(() => {})
        .then(() => {
          next.delete(lane);
          return begin(lane);
        });
    next.set(lane, after);
    return after;
  };
}
