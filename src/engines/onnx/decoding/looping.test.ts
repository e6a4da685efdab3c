import { expect, it } from "vitest";
import { isLooping } from "./looping.ts";

const repeat = (group: readonly number[], turns: number): { token: number }[] =>
  Array.from({ length: turns }, () => group)
    .flat()
    .map((token) => ({ token }));

const count = (from: number, tokens: number): number[] => Array.from({ length: tokens }, (_, i) => from + i);

it.each([
  ["one token", [7], 32],
  ["a phrase", [1, 2, 3, 4, 5], 7],
  ["sixteen tokens", count(0, 16), 4],
])("sees %s that comes again and again", (_what, group, turns) => {
  expect(isLooping(repeat(group, turns))).toBe(true);
  expect(isLooping([...repeat(count(100, 40), 1), ...repeat(group, turns)])).toBe(true);
});

it.each([
  ["too few tokens", repeat([7], 31)],
  ["too few turns", repeat(count(0, 16), 3)],
  ["a longer group", repeat(count(0, 17), 8)],
  ["a loop that has ended", [...repeat([7], 60), { token: 8 }]],
  ["a loop with a slip in it", [...repeat([1, 2, 3, 4], 5), { token: 9 }, ...repeat([1, 2, 3, 4], 7)]],
  ["nothing", []],
])("lets pass %s", (_what, samples) => {
  expect(isLooping(samples)).toBe(false);
});
