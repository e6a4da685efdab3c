import { expect, it } from "vitest";
import { byteRange } from "./byte-range.ts";

it.each([
  ["bytes=0-99", { start: 0, end: 99 }],
  ["bytes=900-", { start: 900, end: 999 }],
  ["bytes=-10", { start: 990, end: 999 }],
  ["bytes=-5000", { start: 0, end: 999 }],
  ["bytes=999-5000", { start: 999, end: 999 }],
  ["Bytes=0-0", { start: 0, end: 0 }],
])("reads %s", (header, range) => {
  expect(byteRange(header, 1000)).toEqual(range);
});

it.each(["bytes=1000-", "bytes=1000-1001", "bytes=-0"])("finds nothing for %s", (header) => {
  expect(byteRange(header, 1000)).toBe("unsatisfiable");
});

it.each([undefined, "", "bytes=-", "bytes=5-4", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes 0-1"])(
  "leaves %s unheeded",
  (header) => {
    expect(byteRange(header, 1000)).toBeUndefined();
  },
);
