/** Samples per second of all speech inside the product. Every engine and the voice activity model are trained on it. */
export const SAMPLE_RATE = 16_000;

/** A stretch of a recording. Seconds from its start; `end` is not before `start`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const secondsOf = (span: Span): number => span.end - span.start;
