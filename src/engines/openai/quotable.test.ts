import { expect, it } from "vitest";
import { quotable } from "./quotable.ts";

const secrets = ["key-of-ours", "Ms Okafor meets the board"];

it.each([
  ["Audio file is too short.", "Audio file is too short"],
  [" Two\r\nlines\u0007 ", "Two lines"],
])("quotes %j", (message, line) => {
  expect(quotable(message, secrets)).toBe(line);
});

it.each([
  [""],
  ["word ".repeat(60)],
  ["Wrong key sk-123"],
  ["Wrong header: Bearer 123"],
  ["Wrong KEY-OF-OURS"],
  ["Cannot say 'ms okafor  meets'"],
])("keeps %j to itself", (message) => {
  expect(quotable(message, secrets)).toBeNull();
});
