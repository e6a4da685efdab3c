import type { Bell } from "../ports/bell.ts";
import { listenTogether } from "./listen-together.ts";
import { timers } from "./timers.ts";

/** A bell for one process that is both service and worker: no broker, and nothing to lose. */
export function inProcessBell(): Bell {
  const listeners = listenTogether();
  const later = timers();
  return {
    async ring(lane, { delayMs = 0 } = {}) {
      if (delayMs > 0) later.after(delayMs, () => listeners.ring(lane));
      else listeners.ring(lane);
    },
    listen: async (lanes, onRing) => listeners.add(lanes, onRing),
    check: async () => {},
    async close() {
      later.clear();
      listeners.clear();
    },
  };
}
