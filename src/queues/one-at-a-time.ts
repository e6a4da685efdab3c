import type { Lane } from "../domain/piece.ts";
import { untilAborted } from "../domain/until-aborted.ts";

/** A listener of a queue that gives each ring to one of its listeners. */
export interface OneAtATime {
  /** Rings for the listener, or once more when it is done where it is busy with the lane. Resolves when that has been heard. */
  hear(lane: Lane): Promise<void>;
  /** What has not begun by now does not begin. */
  stop(): void;
}

/** Sees to it that a listener hears of each lane one ring at a time. A ring that it fails at is forgotten. */
export function oneAtATime(onRing: (lane: Lane) => Promise<void>): OneAtATime {
  const latest = new Map<Lane, { begun: boolean; heard: Promise<void> }>();
  let stopped = false;
  const ringAfter = (lane: Lane, before: Promise<void>) => {
    const ring = { begun: false, heard: before };
    ring.heard = before
      .then(() => {
        ring.begun = true;
        return stopped ? undefined : onRing(lane);
      })
      .catch(() => {});
    return ring;
  };
  return {
    hear(lane) {
      const current = latest.get(lane);
      if (current && !current.begun) return current.heard;
      const ring = ringAfter(lane, current?.heard ?? Promise.resolve());
      latest.set(lane, ring);
      return ring.heard;
    },
    stop() {
      stopped = true;
    },
  };
}

/** Whether a ring has been heard to the end before the signal was aborted. */
export const isHeardBefore = (heard: Promise<void>, signal: AbortSignal): Promise<boolean> =>
  untilAborted(heard, signal).then(
    () => true,
    () => false,
  );
