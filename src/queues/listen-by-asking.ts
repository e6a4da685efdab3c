import { setTimeout as pause } from "node:timers/promises";
import { ExponentialBackoff, handleAll, retry } from "cockatiel";
import type { Lane } from "../domain/piece.ts";
import { laneOf } from "./lane-of.ts";
import { isHeardBefore, type OneAtATime, oneAtATime } from "./one-at-a-time.ts";

/** A message that others do not see until it is removed or given back. Neither fails: one too many does no harm. */
export interface Held {
  readonly text: string;
  remove(): Promise<void>;
  giveBack(): Promise<void>;
}

/** A queue whose listeners ask for each message. */
export interface Asked {
  /** The next message of a lane; null where there is none for some time, or none now where it does not wait. */
  receive(lane: Lane, options: { readonly signal: AbortSignal; readonly waits: boolean }): Promise<Held | null>;
}

export interface Listening {
  /** Takes a second at most. May be called twice. */
  stop(): Promise<void>;
}

interface Ear {
  readonly lane: Lane;
  readonly rings: OneAtATime;
  readonly stopping: AbortSignal;
  readonly closing: AbortSignal;
}

const STOP_WITHIN_MS = 1_000;
const AGAIN = { initialDelay: 250, maxDelay: 10_000 };

/**
 * Asks for one message of each lane, and for the next when the listener is done with it; where the queue is away, until it
 * is back.
 * @param options `closing`: cuts off what was asked. What was asked before the listening is stopped waits for its answer
 * else: the queue might give the next ring to one who has hung up.
 */
export function listenByAsking(
  queue: Asked,
  { lanes, closing }: { readonly lanes: readonly Lane[]; readonly closing: AbortSignal },
  onRing: (lane: Lane) => Promise<void>,
): Listening {
  const rings = oneAtATime(onRing);
  const stopping = new AbortController();
  const ears = lanes.map((lane) => listenInLane(queue, { lane, rings, stopping: stopping.signal, closing }));
  return {
    async stop() {
      rings.stop();
      stopping.abort();
      const idle = Promise.all(ears.map((ear) => ear.idle()));
      await Promise.race([idle, pause(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

function listenInLane(queue: Asked, ear: Ear): { idle(): Promise<void> } {
  const { lane, rings, stopping, closing } = ear;
  const backoff = new ExponentialBackoff(AGAIN);
  const patiently = retry(handleAll, { maxAttempts: Number.POSITIVE_INFINITY, backoff }).dangerouslyUnref();
  let wasAway = false;
  patiently.onRetry(() => {
    wasAway = true;
  });
  let hearing = Promise.resolve();
  const listen = async () => {
    while (!stopping.aborted) {
      // Whoever was away hears soon that it is over, and not after a long silence.
      const held = await patiently.execute(() => queue.receive(lane, { signal: closing, waits: !wasAway }), stopping);
      if (wasAway) void rings.hear(lane);
      wasAway = false;
      if (held) hearing = hear(held, ear);
      await hearing;
    }
  };
  // Ends with the signals alone.
  listen().catch(() => {});
  return { idle: () => hearing };
}

/** One that is stopped before it is done gives the ring back, for others. */
async function hear(held: Held, { lane, rings, stopping }: Ear): Promise<void> {
  // What no bell has written is removed like the rest.
  const ring = async () => (laneOf(held.text) === lane ? rings.hear(lane) : undefined);
  await ((await isHeardBefore(ring(), stopping)) ? held.remove() : held.giveBack());
}
