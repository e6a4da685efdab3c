import { LRUCache } from "lru-cache";
import { afterCounting, afterRefusing, hasRoom } from "../domain/request-window.ts";
import type { RequestCounter } from "../ports/request-counter.ts";

interface Counted {
  readonly slot: number;
  readonly here: number;
  readonly before: number;
}

const MOST_NAMES = 100_000;

/** Counts the requests of one process. */
export function inProcessCounter(now: () => number = Date.now): RequestCounter {
  const counted = new LRUCache<string, Counted>({ max: MOST_NAMES });
  return {
    async count(name, limit) {
      const slot = Math.floor(now() / limit.windowMs);
      const { here, before } = inSlot(slot, counted.get(name));
      const slots = { here, before, into: (now() % limit.windowMs) / limit.windowMs };
      if (!hasRoom(slots, limit)) return afterRefusing(slots, limit);
      counted.set(name, { slot, here: here + 1, before });
      return afterCounting(slots, limit);
    },
  };
}

function inSlot(slot: number, old: Counted | undefined): Pick<Counted, "here" | "before"> {
  if (old?.slot === slot) return old;
  return { here: 0, before: old?.slot === slot - 1 ? old.here : 0 };
}
