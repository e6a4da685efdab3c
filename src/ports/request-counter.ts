import type { RequestLimit } from "../domain/request-window.ts";

/** How many there were, and when there is room again. */
export interface RequestCount {
  /** In the window that ends now, with this one where it was counted; more than `most` where it was not. */
  readonly current: number;
  /** Milliseconds until the slot ends; where there is no room left, until there is. */
  readonly roomInMs: number;
}

/**
 * Counts requests in a window that slides: those of the slot before count by the part of it that the window still covers.
 * One that would be more than the most is not counted, however many come at once, to whatever process.
 */
export interface RequestCounter {
  count(name: string, limit: RequestLimit): Promise<RequestCount>;
}
