import { expect, it } from "vitest";
import { isGoingRound } from "./going-round.ts";

it.each([
  "I'm sorry, I'm sorry, I'm sorry.",
  "1-0-0-0-0-0-0",
  "Well, it's a great time to go. It's a great time to go. It's a great time to go.",
])("%s", (text) => {
  expect(isGoingRound(text)).toBe(true);
});

it.each([
  "",
  "No, no.",
  "Ask not what your country can do for you",
  "He said no, no, no, and then he went home again.",
])("not: %s", (text) => {
  expect(isGoingRound(text)).toBe(false);
});
