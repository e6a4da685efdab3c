import { expect, it } from "vitest";
import { trimWords } from "./trim-words.ts";

const spans = (...times: readonly [start: number, end: number][]) =>
  trimWords(times.map(([start, end]) => ({ start, end, text: " word", confidence: 1 }))).map(({ start, end }) => [
    start,
    end,
  ]);

it("leaves words alone that take as long as words do", () => {
  expect(spans([0, 0.4], [0.4, 1.9])).toEqual([
    [0, 0.4],
    [0.4, 1.9],
  ]);
});

it("keeps the end of a long word that leads a phrase, and the beginning of one that ends it", () => {
  expect(spans([0, 7], [7, 7.2], [7.3, 12])).toEqual([
    [5.5, 7],
    [7, 7.2],
    [7.3, 8.8],
  ]);
  expect(spans([2, 9])).toEqual([[2, 3.5]]);
});
