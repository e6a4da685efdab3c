import type { Lane } from "../domain/piece.ts";

/** A queue: it wakes workers, the database decides what they take. A ring that is lost is made good by the sweeper. */
export interface Bell {
  /** Says that there may be work in a lane, now or after a while. */
  ring(lane: Lane, options?: { readonly delayMs?: number }): Promise<void>;

  /** Calls `onRing` for each ring in these lanes until stopped. Rings may come doubled, late or for nothing. */
  listen(lanes: readonly Lane[], onRing: (lane: Lane) => void): Promise<{ stop(): Promise<void> }>;

  /** May be called twice. */
  close(): Promise<void>;
}
