/** How long a delivery is tried, and how patiently. */
export interface WebhookTimes {
  /** After each failure; the last one again and again. */
  readonly pausesMs: readonly number[];
  /** A delivery that nobody took for so long is given up; so long of nothing but failures pauses an endpoint. */
  readonly giveUpMs: number;
  /** For one answer. */
  readonly timeoutMs: number;
  /** Longer than an answer may take: a sender that has not come back by then is gone. */
  readonly leaseMs: number;
  /** Between looks for what is due. */
  readonly lookMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A day of trying: after 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, and every two hours then. */
export const WEBHOOK_TIMES: WebhookTimes = {
  pausesMs: [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR],
  giveUpMs: 24 * HOUR,
  timeoutMs: 15 * SECOND,
  leaseMs: 30 * SECOND,
  lookMs: SECOND,
};

/** At most this much longer: those who failed together do not come back together. */
const JITTER = 0.2;

/**
 * How long to wait after a failed attempt: as long as the receiver asks, at least the pause of this attempt, at most the last.
 * @param after.attempt from 1
 * @param after.askedMs 0 where it asks for nothing
 * @param after.chance from 0 to 1
 */
export function pauseAfter(
  { pausesMs }: Pick<WebhookTimes, "pausesMs">,
  { attempt, askedMs = 0, chance }: { readonly attempt: number; readonly askedMs?: number; readonly chance: number },
): number {
  const pause = pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? 0;
  const asked = Math.min(askedMs, pausesMs.at(-1) ?? 0);
  return Math.max(pause, asked) * (1 + JITTER * chance);
}

/** The same in another time: with 0.001 an hour takes 3.6 s. How long one answer may take stays. */
export const scaledTimes = (times: WebhookTimes, scale: number): WebhookTimes => ({
  ...times,
  pausesMs: times.pausesMs.map((pause) => pause * scale),
  giveUpMs: times.giveUpMs * scale,
});
