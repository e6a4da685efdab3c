import { EventEmitter } from "node:events";
import type { Lane } from "../domain/piece.ts";
import type { Bell } from "../ports/bell.ts";

/** A bell for one process that is both service and worker: no broker, and nothing to lose. */
export function inProcessBell(): Bell {
  const rings = new EventEmitter().setMaxListeners(0);
  const delayed = new Set<NodeJS.Timeout>();
  return {
    async ring(lane, { delayMs = 0 } = {}) {
      if (delayMs === 0) {
        rings.emit(lane);
        return;
      }
      const timer = setTimeout(() => {
        delayed.delete(timer);
        rings.emit(lane);
      }, delayMs);
      timer.unref();
      delayed.add(timer);
    },
    async listen(lanes, onRing) {
      const listeners = lanes.map((lane: Lane) => ({ lane, hear: () => onRing(lane) }));
      for (const { lane, hear } of listeners) rings.on(lane, hear);
      return {
        async stop() {
          for (const { lane, hear } of listeners) rings.off(lane, hear);
        },
      };
    },
    async close() {
      for (const timer of delayed) clearTimeout(timer);
      delayed.clear();
      rings.removeAllListeners();
    },
  };
}
