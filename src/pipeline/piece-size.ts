import { PIECE_WINDOWS } from "./pieces.ts";

/** About this long a piece should take. */
const TARGET_SECONDS = 5;
/** Speech in a full window. */
const WINDOW_SPEECH_SECONDS = 25;
/** Fewer tell of a model's loading more than of its speed. */
const LEAST_MEASUREMENTS = 3;

/**
 * Windows of a piece for a model of this speed: about five seconds of work where that is more than a batch.
 *
 * Engines batch four windows, and the text depends on the batch: never fewer, and only multiples, so that the same
 * recording gives the same text on a slow day and on a fast one.
 * @param measured seconds of speech a second at the model's best, and how often it was measured
 */
export function pieceWindows(measured: { readonly speed: number; readonly measurements: number } | undefined): number {
  if (!measured || measured.measurements < LEAST_MEASUREMENTS) return PIECE_WINDOWS;
  const windows = (TARGET_SECONDS * measured.speed) / WINDOW_SPEECH_SECONDS;
  return windows >= 2 * PIECE_WINDOWS ? 2 * PIECE_WINDOWS : PIECE_WINDOWS;
}
