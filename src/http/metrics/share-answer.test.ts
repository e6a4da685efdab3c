import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { shareAnswer } from "./share-answer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Answers with how often it was asked, a second after each question. */
function slowCount() {
  let asked = 0;
  return () => new Promise<number>((resolve) => setTimeout(resolve, 1000, ++asked));
}

async function answersOf(ask: () => Promise<number>, count: number): Promise<number[]> {
  const answers = Promise.all(Array.from({ length: count }, ask));
  await vi.advanceTimersByTimeAsync(1000);
  return answers;
}

it("gives those who ask at once one answer, and the next a new one", async () => {
  const ask = shareAnswer(slowCount());
  expect(await answersOf(ask, 3)).toEqual([1, 1, 1]);
  expect(await answersOf(ask, 2)).toEqual([2, 2]);
});

it("keeps an answer as long as it is told to, from when it came", async () => {
  const ask = shareAnswer(slowCount(), { keepMs: 5000 });
  await answersOf(ask, 1);
  await vi.advanceTimersByTimeAsync(4999);
  expect(await ask()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answersOf(ask, 2)).toEqual([2, 2]);
});

it("keeps no failure", async () => {
  let asked = 0;
  const ask = shareAnswer(async () => (++asked === 1 ? Promise.reject(new Error("away")) : asked), { keepMs: 5000 });
  const both = await Promise.allSettled([ask(), ask()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ask()).toBe(2);
});
