import { expect, it } from "vitest";
import { stretchesOf } from "./stretches.ts";

const span = (start: number, end: number) => ({ start, end });

it("keeps utterances apart that are long enough", () => {
  expect(stretchesOf([span(0, 4), span(4.5, 9)])).toEqual([span(0, 4), span(4.5, 9)]);
});

it("joins a short one to the nearer neighbour, and short ones to each other", () => {
  expect(stretchesOf([span(0, 4), span(4.2, 4.6), span(6, 9)])).toEqual([span(0, 4.6), span(6, 9)]);
  expect(stretchesOf([span(0, 4), span(5.5, 6), span(6.2, 9)])).toEqual([span(0, 4), span(5.5, 9)]);
  expect(stretchesOf([span(0, 0.4), span(0.6, 1)])).toEqual([span(0, 1)]);
});

it("leaves a short one alone that is all there is", () => {
  expect(stretchesOf([span(1, 1.2)])).toEqual([span(1, 1.2)]);
  expect(stretchesOf([])).toEqual([]);
});
