/** Samples per second of all speech inside the product. Every engine and the voice activity model are trained on it. */
export const SAMPLE_RATE = 16_000;

/** A stretch of a recording. Seconds from its start; `end` is not before `start`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const secondsOf = (span: Span): number => span.end - span.start;

/** The samples of a stretch, copied. @param span in seconds of these samples; what lies outside of them is not there */
export const samplesIn = (samples: Float32Array, { start, end }: Span): Float32Array =>
  samples.slice(Math.max(0, Math.round(start * SAMPLE_RATE)), Math.round(end * SAMPLE_RATE));

/** How loud some samples are, 1 at full scale. */
export function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
