/**
 * A window that slides over slots as long as itself: requests of the slot before count by the part of it that the window
 * still covers.
 */
export interface RequestSlots {
  /** Counted in the slot that is now, without the one that is asked about. */
  readonly here: number;
  /** Counted in the slot before. */
  readonly before: number;
  /** The part of the slot that has passed, from 0 to 1. */
  readonly into: number;
}

export interface RequestLimit {
  readonly most: number;
  readonly windowMs: number;
}

/** How many of the slot before the window still covers. */
const covered = ({ before, into }: RequestSlots): number => before * (1 - into);

export const hasRoom = (slots: RequestSlots, { most }: RequestLimit): boolean =>
  slots.here + covered(slots) + 1 <= most;

/** How many there are with one that was counted, and how long until another would be; for one that was not, more than the most. */
export function afterCounting(slots: RequestSlots, limit: RequestLimit) {
  const here = slots.here + 1;
  const current = Math.ceil(here + covered(slots));
  return { current, roomInMs: current < limit.most ? restOf(slots, limit) : roomIn({ ...slots, here }, limit) };
}

/** @see afterCounting */
export function afterRefusing(slots: RequestSlots, limit: RequestLimit) {
  // Where others counted meanwhile there are more here than was seen: as many as leave no room.
  const least = Math.floor(limit.most - 1 - covered(slots)) + 1;
  return { current: limit.most + 1, roomInMs: roomIn({ ...slots, here: Math.max(slots.here, least) }, limit) };
}

const restOf = ({ into }: RequestSlots, { windowMs }: RequestLimit): number => Math.ceil(windowMs * (1 - into));

/** Milliseconds until one more is let in, if none comes before. Where none ever is, two windows. */
function roomIn({ here, before, into }: RequestSlots, { most, windowMs }: RequestLimit): number {
  if (most < 1) return 2 * windowMs;
  const spare = most - 1 - here;
  // Either enough of the slot before moves out of this one, or this one has to be the slot before.
  const parts = spare >= 0 ? 1 - spare / before - into : 1 - into + (1 - (most - 1) / here);
  return Math.max(1, Math.ceil(windowMs * parts) + 1);
}
