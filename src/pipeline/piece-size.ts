import { PIECE_WINDOWS } from "./pieces.ts";

/** About this long a piece should take. */
const TARGET_SECONDS = 5;
/** Speech in a full window. */
const WINDOW_SPEECH_SECONDS = 25;
/** Fewer tell of a model's loading more than of its speed. */
const LEAST_MEASUREMENTS = 3;

/**
 * Windows of a piece for a model of this speed: about five seconds of work, at least one window.
 *
 * Engines batch four windows at most, so four and eight give the same text; one and two are for models that are slow.
 * @param measured seconds of speech a second at the model's best, and how often it was measured
 */
export function pieceWindows(measured: { readonly speed: number; readonly measurements: number } | undefined): number {
  if (!measured || measured.measurements < LEAST_MEASUREMENTS) return PIECE_WINDOWS;
  const windows = (TARGET_SECONDS * measured.speed) / WINDOW_SPEECH_SECONDS;
  if (windows >= 8) return 8;
  if (windows >= 2) return PIECE_WINDOWS;
  return windows >= 1 ? 2 : 1;
}
