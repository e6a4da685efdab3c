import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { timers } from "./timers.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("acts after the time, unless it was cleared", () => {
  const later = timers();
  const acted: string[] = [];
  later.after(100, () => acted.push("first"));
  later.after(200, () => acted.push("second"));
  vi.advanceTimersByTime(99);
  expect(acted).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(acted).toEqual(["first"]);
  later.clear();
  vi.advanceTimersByTime(1_000);
  expect(acted).toEqual(["first"]);
});

it("waits no longer than a timer can, and not a moment instead", () => {
  const later = timers();
  let acted = 0;
  later.after(90 * 24 * 3_600_000, () => acted++);
  vi.advanceTimersByTime(24 * 3_600_000);
  expect(acted).toBe(0);
  vi.advanceTimersByTime(24 * 24 * 3_600_000);
  expect(acted).toBe(1);
});
