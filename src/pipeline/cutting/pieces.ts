import type { Window } from "../../domain/window.ts";
import type { CutEvent } from "./cut.ts";

/** The windows recognised together: the unit that is retried. */
export interface Piece {
  readonly windows: readonly Window[];
  /** Counted from 0, where channels are heard apart. */
  readonly channel?: number;
}

export type PieceEvent = Exclude<CutEvent, { type: "window" }> | { readonly type: "piece"; readonly piece: Piece };

/**
 * Gathers windows into pieces: the first holds one window, so that text comes early; later ones `size`.
 *
 * The composition follows from the recording alone, never from the clock: quantised models give slightly different
 * numbers for another batch, and the same recording must give the same text.
 */
export async function* gatherPieces(events: AsyncIterable<CutEvent>, size: number): AsyncIterable<PieceEvent> {
  let windows: Window[] = [];
  let room = 1;
  for await (const event of events) {
    if (event.type !== "window") {
      yield event;
      continue;
    }
    windows.push(event.window);
    if (windows.length < room) continue;
    yield { type: "piece", piece: { windows } };
    windows = [];
    room = size;
  }
  if (windows.length > 0) yield { type: "piece", piece: { windows } };
}
