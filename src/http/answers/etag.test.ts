import { expect, it } from "vitest";
import { isListed } from "./etag.ts";

it.each(['"a"', 'W/"a"', '"b", W/"a"', '"b","a"', "*", " * "])("finds the tag in %s", (header) => {
  expect(isListed(header, 'W/"a"')).toBe(true);
});

it.each([undefined, "", "a", '"b"', '"A"', 'W/"ab"'])("does not find it in %s", (header) => {
  expect(isListed(header, 'W/"a"')).toBe(false);
});
