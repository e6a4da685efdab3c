import { expect, it } from "vitest";
import { pauseAfter, WEBHOOK_TIMES } from "./webhook-times.ts";

it("waits longer after each failure, and two hours from then on", () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 30].map(
    (attempt) => pauseAfter(WEBHOOK_TIMES, { attempt, chance: 0 }) / 1000,
  );
  expect(pauses).toEqual([5, 30, 120, 600, 1800, 3600, 7200, 7200, 7200]);
});

it("has those who failed together come back apart, a fifth later at most", () => {
  expect([0, 0.5, 1].map((chance) => pauseAfter(WEBHOOK_TIMES, { attempt: 1, chance }))).toEqual([5000, 5500, 6000]);
});

it("waits as long as a receiver asks, no shorter than ever and no longer than two hours", () => {
  const pauses = [0, 3_000, 60_000, 86_400_000].map((askedMs) =>
    pauseAfter(WEBHOOK_TIMES, { attempt: 1, askedMs, chance: 0 }),
  );
  expect(pauses).toEqual([5_000, 5_000, 60_000, 7_200_000]);
});
