import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { courtesy } from "./courtesy.ts";

const { signal } = new AbortController();

/** Whether a promise has been settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol("open");
  return (await Promise.race([promise, pause(5, open)])) !== open;
}

it("lets nobody wait where nothing small is at work", async () => {
  expect(await isSettled(courtesy().giveWay(signal))).toBe(true);
});

it("lets what takes long wait for the last of what takes a moment", async () => {
  const manners = courtesy();
  const [first, second] = [manners.small(), manners.small()];
  const waiting = manners.giveWay(signal);
  first();
  // Saying it twice does not end another's.
  first();
  expect(await isSettled(waiting)).toBe(false);
  second();
  expect(await isSettled(waiting)).toBe(true);
});

it("lets nobody wait who has to stop", async () => {
  const manners = courtesy();
  manners.small();
  const stop = new AbortController();
  const waiting = manners.giveWay(stop.signal);
  stop.abort();
  expect(await isSettled(waiting)).toBe(true);
  expect(await isSettled(manners.giveWay(stop.signal))).toBe(true);
});
