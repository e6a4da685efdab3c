import { expect, it } from "vitest";
import { requestCounterContract } from "../../test/contracts/request-counter.ts";
import { inProcessCounter } from "./in-process.ts";

requestCounterContract("in process", async () => {
  const counter = inProcessCounter();
  return { counters: [counter, counter] };
});

it("slides: of the minute before counts what the window still covers", async () => {
  let now = 60_000 * 1000;
  const counter = inProcessCounter(() => now);
  const ask = async () => (await counter.count("a key", { most: 10, windowMs: 60_000 })).current;
  for (let i = 0; i < 10; i++) await ask();
  now += 60_000 + 30_000;
  expect(await ask()).toBe(6);
  now += 60_000;
  expect(await ask()).toBe(2);
  now += 120_000;
  expect(await ask()).toBe(1);
});
