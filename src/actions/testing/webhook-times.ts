import { scaledTimes, WEBHOOK_TIMES, type WebhookTimes } from "../../domain/webhook-times.ts";

/** A day takes 8.64 s: an hour 0.36 s, the first pause half a millisecond. Answers are waited for one and a half. */
export const FAST_TIMES: WebhookTimes = {
  ...scaledTimes(WEBHOOK_TIMES, 1 / 10_000),
  timeoutMs: 1_500,
  leaseMs: 4_000,
  lookMs: 20,
};
