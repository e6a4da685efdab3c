import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

/** Holds each ring until it is let go. */
function slow() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    end: () => ends.shift()?.(),
    onRing: (lane: string) => {
      begun.push(lane);
      return new Promise<void>((resolve) => ends.push(resolve));
    },
  };
}

it("makes one ring of all that come while a lane is being heard, and says when each has been heard", async () => {
  const listener = slow();
  const rings = oneAtATime(listener.onRing);
  const settled: string[] = [];
  const hear = (name: string) => void rings.hear("media").then(() => settled.push(name));
  hear("first");
  await turn();
  hear("second");
  hear("third");
  await turn();
  expect(listener.begun).toEqual(["media"]);
  listener.end();
  await turn();
  expect([listener.begun, settled]).toEqual([["media", "media"], ["first"]]);
  listener.end();
  await turn();
  expect([listener.begun.length, settled]).toEqual([2, ["first", "second", "third"]]);
});

it("hears lanes side by side", async () => {
  const listener = slow();
  const rings = oneAtATime(listener.onRing);
  void rings.hear("media");
  void rings.hear("text");
  await turn();
  expect(listener.begun).toEqual(["media", "text"]);
});

it("begins nothing after it was stopped, and lets go of whoever waited for that", async () => {
  const listener = slow();
  const rings = oneAtATime(listener.onRing);
  void rings.hear("media");
  await turn();
  const waiting = rings.hear("media");
  rings.stop();
  listener.end();
  await waiting;
  await rings.hear("text");
  expect(listener.begun).toEqual(["media"]);
});

it("forgets a ring that the listener failed at, in whatever way", async () => {
  let rings = 0;
  const failing = oneAtATime(() => {
    rings++;
    if (rings === 1) throw new Error("at once");
    return Promise.reject(new Error("later"));
  });
  for (let count = 1; count <= 3; count++) await failing.hear("media");
  expect(rings).toBe(3);
});
