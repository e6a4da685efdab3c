import { expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("2030-01-31T12:00:00Z");

it.each([
  ["120", 120_000],
  [" 1.5 ", 1_500],
  ["Thu, 31 Jan 2030 12:01:00 GMT", 60_000],
  ["Thu, 31 Jan 2030 11:00:00 GMT", 0],
  ["-5", 0],
  ["soon", 0],
  ["Infinity", 0],
  ["", 0],
  [null, 0],
])("reads %j as %d ms", (given, wait) => expect(retryAfterMs(given, now)).toBe(wait));
