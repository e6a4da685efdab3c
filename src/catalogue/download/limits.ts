/** How long things may take. Milliseconds. */
export interface Limits {
  /** A source that sends nothing for so long is left. */
  readonly stallMs: number;
  /** A source that could not be reached within this time is not tried again. One try ends after about 10 s by itself. */
  readonly patienceMs: number;
  /** A lock nobody has refreshed for so long belongs to a process that died. At least 2,000. */
  readonly lockStaleMs: number;
}

export const USUAL_LIMITS: Limits = { stallMs: 30_000, patienceMs: 8_000, lockStaleMs: 10_000 };
