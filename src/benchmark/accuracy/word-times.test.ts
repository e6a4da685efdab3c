import { expect, it } from "vitest";
import { anchorsOf, startErrors, wordTimeSpread } from "./word-times.ts";

const word = (text: string, start: number) => ({ text, start });

it("holds a word against its own time, and leaves out what was heard wrong", () => {
  const anchors = [
    { word: "he", start: 0.2 },
    { word: "was", start: 0.5 },
    { word: "not", start: 1 },
  ];
  const errors = startErrors(anchors, [word("He", 0.3), word("is", 0.6), word("not.", 0.9)], "en");
  expect(errors.map((error) => error.toFixed(2))).toEqual(["0.10", "-0.10"]);
});

it("knows the time of the first word of an utterance only", () => {
  const anchors = anchorsOf([{ start: 3, end: 5, text: "Press 21 now." }], "en");
  expect(anchors.map(({ word, start }) => [word, start])).toEqual([
    ["press", 3],
    ["twenty", null],
    ["one", null],
    ["now", null],
  ]);
});

it("tells size and direction of errors", () => {
  const spread = wordTimeSpread([-0.1, 0.1, 0.3]);
  expect(spread.words).toBe(3);
  expect(spread.medianError).toBeCloseTo(0.1);
  expect(spread.ninetyPercentWithin).toBeCloseTo(0.26);
  expect(spread.bias).toBeCloseTo(0.1);
  expect(wordTimeSpread([]).medianError).toBeNull();
});
