import type { Lane } from "../domain/piece.ts";

/** A queue: it wakes workers, the database decides what they take. A ring that is lost is made good by the sweeper. */
export interface Bell {
  /**
   * Says that there may be work in a lane, now or after a while. A queue that cannot wait that long rings earlier.
   * @throws {Failure} `queue-unavailable`
   */
  ring(lane: Lane, options?: { readonly delayMs?: number }): Promise<void>;

  /**
   * Calls `onRing` for rings in these lanes until stopped. Rings may come doubled, late or for nothing, and several may come
   * as one. A queue that gives each ring to one listener takes no further one of a lane until the promise has settled, so
   * that a listener who is busy leaves the others' to them; one that fails is forgotten.
   * A connection that is lost is made again, and all lanes are rung then.
   * @throws {Failure} `queue-unavailable` when it cannot be listened to at all
   */
  listen(lanes: readonly Lane[], onRing: (lane: Lane) => Promise<void>): Promise<{ stop(): Promise<void> }>;

  /** Finds out by use whether the queue answers. @throws {Failure} `queue-unavailable` */
  check(): Promise<void>;

  /** May be called twice. */
  close(): Promise<void>;
}
