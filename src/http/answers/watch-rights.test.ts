import type { FastifyRequest } from "fastify";
import { pino } from "pino";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchRights } from "./watch-rights.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is told of a request whose rights are asked with these answers, one after another; the last goes on. */
function watched(...answers: readonly (boolean | Error)[]) {
  const [asked, told] = [vi.fn(), vi.fn()];
  const isStillAllowed = async () => {
    const answer = answers[Math.min(asked.mock.calls.length, answers.length - 1)] ?? true;
    asked();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const request = { isStillAllowed, id: "1", log: pino({ enabled: false }) };
  const stop = watchRights(request as Partial<FastifyRequest> as FastifyRequest, told); // no more is asked of it
  return { asked, told, stop };
}

it("asks every five seconds, and tells once of the end", async () => {
  const { asked, told } = watched(true, true, false);
  await vi.advanceTimersByTimeAsync(14_999);
  expect([asked.mock.calls.length, told.mock.calls.length]).toEqual([2, 0]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked.mock.calls.length, told.mock.calls.length]).toEqual([3, 1]);
});

it("goes on where nobody can say", async () => {
  const { told } = watched(new Error("The database has gone."), false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toHaveBeenCalledOnce();
});

it("asks and tells no more when it was ended, between two questions or in one", async () => {
  const { asked, told, stop } = watched(true, false);
  await vi.advanceTimersByTimeAsync(5_000);
  vi.advanceTimersByTime(5_000);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked.mock.calls.length, told.mock.calls.length, vi.getTimerCount()]).toEqual([2, 0, 0]);
});
