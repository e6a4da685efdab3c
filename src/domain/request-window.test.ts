import { expect, it } from "vitest";
import { afterCounting, afterRefusing, hasRoom, type RequestSlots } from "./request-window.ts";

const MINUTE = 60_000;

/** The slots some time later, when nothing came. */
function later({ here, before, into }: RequestSlots, ms: number): RequestSlots {
  const at = into + ms / MINUTE;
  if (at < 1) return { here, before, into: at };
  return at < 2 ? { here: 0, before: here, into: at - 1 } : { here: 0, before: 0, into: at % 1 };
}

const cases = [1, 2, 10, 60].flatMap((most) =>
  [0, 0.001, 0.25, 0.5, 0.999].flatMap((into) =>
    [0, 1, 5, 10, 60].flatMap((before) => [0, 1, 4, 10, 60].map((here) => ({ most, into, before, here }))),
  ),
);

it("lets in who waits as told, and not much later than was possible", () => {
  let refused = 0;
  for (const { most, ...slots } of cases) {
    const limit = { most, windowMs: MINUTE };
    if (slots.here > most || hasRoom(slots, limit)) continue;
    refused += 1;
    const { current, roomInMs } = afterRefusing(slots, limit);
    expect(current).toBe(most + 1);
    expect(hasRoom(later(slots, roomInMs), limit), JSON.stringify({ most, ...slots, roomInMs })).toBe(true);
    expect(hasRoom(later(slots, roomInMs - 5), limit), JSON.stringify({ most, ...slots, roomInMs })).toBe(false);
  }
  expect(refused).toBeGreaterThan(50);
});

it("tells the last one that was counted when there is room again", () => {
  const limit = { most: 10, windowMs: MINUTE };
  const last = { here: 9, before: 0, into: 0 };
  const { current, roomInMs } = afterCounting(last, limit);
  expect(current).toBe(10);
  expect(roomInMs).toBe(66_001);
  expect(hasRoom(later({ ...last, here: 10 }, roomInMs), limit)).toBe(true);
});

it("tells the others when the slot ends", () => {
  expect(afterCounting({ here: 2, before: 0, into: 0.25 }, { most: 10, windowMs: MINUTE })).toEqual({
    current: 3,
    roomInMs: 45_000,
  });
});

it("knows of those that others counted meanwhile", () => {
  const seen = { here: 0, before: 0, into: 0.5 };
  expect(afterRefusing(seen, { most: 4, windowMs: MINUTE }).roomInMs).toBe(45_001);
});

it("never lets anything in where nothing may", () => {
  expect(hasRoom({ here: 0, before: 0, into: 0 }, { most: 0, windowMs: MINUTE })).toBe(false);
  expect(afterRefusing({ here: 0, before: 0, into: 0 }, { most: 0, windowMs: MINUTE }).roomInMs).toBe(120_000);
});
