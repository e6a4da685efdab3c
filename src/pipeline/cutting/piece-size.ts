/** About this long a piece should take. */
const TARGET_SECONDS = 5;
/** Speech in a full window. */
const WINDOW_SPEECH_SECONDS = 25;
/** Fewer tell of a model's loading more than of its speed. */
const LEAST_MEASUREMENTS = 3;

/** More would be lost with a piece than is won by its size. */
const MOST_WINDOWS = 8;

/**
 * Windows of a piece after the first: about five seconds of work where that is more than the engine works on at once.
 *
 * The text depends on which windows are decoded together: never fewer, and only multiples, so that the same recording gives
 * the same text on a slow day and on a fast one.
 * @param atOnce windows the engine works on at the same time
 * @param measured seconds of speech a second at the model's best, and how often it was measured
 */
export function pieceWindows(
  atOnce: number,
  measured: { readonly speed: number; readonly measurements: number } | undefined,
): number {
  if (!measured || measured.measurements < LEAST_MEASUREMENTS) return atOnce;
  const windows = (TARGET_SECONDS * measured.speed) / WINDOW_SPEECH_SECONDS;
  const rounds = Math.floor(Math.min(windows, MOST_WINDOWS) / atOnce);
  return atOnce * Math.max(rounds, 1);
}
