import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { liveText } from "./live-text.ts";

const SEGMENTS = [
  { start: 0, end: 1, text: " One." },
  { start: 1, end: 2, text: "Two." },
  { start: 3, end: 4, text: " " },
  { start: 5, end: 6, text: "Three." },
];

function written(isTTY: boolean): string {
  const writer = liveText(Object.assign(new PassThrough(), { isTTY }));
  return SEGMENTS.map((segment) => writer.add(segment)).join("") + writer.end();
}

it("writes a line a segment on a screen, apart after a pause", () => {
  expect(written(true)).toBe("One.\nTwo.\n\nThree.\n");
});

it("writes paragraphs elsewhere", () => {
  expect(written(false)).toBe("One. Two.\n\nThree.\n");
});
