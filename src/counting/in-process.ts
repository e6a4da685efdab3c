import { LRUCache } from "lru-cache";
import type { RequestCounter } from "../ports/request-counter.ts";

interface Slots {
  slot: number;
  here: number;
  before: number;
}

const MOST_NAMES = 100_000;

/** Counts the requests of one process. */
export function inProcessCounter(now: () => number = Date.now): RequestCounter {
  const counted = new LRUCache<string, Slots>({ max: MOST_NAMES });
  return {
    async count(name, { most, windowMs }) {
      const ms = now();
      const slot = Math.floor(ms / windowMs);
      const old = counted.get(name);
      const isNext = old !== undefined && old.slot === slot - 1;
      const slots = old?.slot === slot ? old : { slot, here: 0, before: isNext ? old.here : 0 };
      const into = (ms % windowMs) / windowMs;
      const current = slots.here + slots.before * (1 - into) + 1;
      if (current <= most) slots.here += 1;
      counted.set(name, slots);
      return { current: Math.ceil(current), roomInMs: Math.ceil(windowMs * (1 - into)) };
    },
  };
}
