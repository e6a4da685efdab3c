import { expect, it } from "vitest";
import type { Span } from "../../domain/audio.ts";
import { extentOf, type Window } from "../../domain/window.ts";
import type { HeardText } from "../../ports/engine.ts";
import { unheardParts } from "./second-look.ts";

/** 10 s from second 100 and 10 s from second 200; speech begins and ends half a second inside. */
const window: Window = {
  index: 0,
  samples: new Float32Array(20 * 16_000),
  parts: [
    { offset: 0, start: 100, seconds: 10 },
    { offset: 10, start: 200, seconds: 10 },
  ],
  speech: [
    { start: 100.5, end: 109.5 },
    { start: 200.5, end: 209.5 },
  ],
};

const scores = { averageLogProbability: -0.2, noSpeechProbability: 0, temperature: 0 };

/** Words between these times inside the window. */
function heard(...times: readonly (readonly [start: number, end: number])[]): HeardText {
  const words = times.map(([start, end]) => ({ start, end, text: " word", confidence: 1 }));
  return { window: 0, text: "word", language: "en", words, ...scores };
}

const holes = (text: HeardText): Span[] => unheardParts(window, text).map(extentOf);
const near = (start: number, end: number) => ({ start: expect.closeTo(start, 6), end: expect.closeTo(end, 6) });

it("finds none where each stretch of speech has its words", () => {
  expect(holes(heard([0.5, 4], [4.9, 9.4], [10.6, 15], [16, 19.4]))).toEqual([]);
});

it("finds the end of a part that was skipped, the other part, or all", () => {
  expect(holes(heard([0.5, 5], [10.5, 19.5]))).toEqual([near(105.2, 109.7)]);
  expect(holes(heard([10.5, 19.5]))).toEqual([near(100.3, 109.7)]);
  expect(holes(heard([0.5, 9.5], [10.5, 13], [17, 19.5]))).toEqual([near(203.2, 206.8)]);
});

it("lets a hole of less than a second be", () => {
  expect(holes(heard([0.5, 3], [4.7, 9.5], [10.5, 19.5]))).toEqual([]);
});

it("does not join two holes over a word, however short", () => {
  const [before, after] = unheardParts(window, heard([0.5, 9.5], [10.5, 13], [16.04, 16.04], [18.6, 19.5])).map(
    extentOf,
  );
  expect(before?.end).toBeLessThan(206.04);
  expect(after?.start).toBeGreaterThan(206.04);
});

it("cannot tell without word times", () => {
  const { words: _none, ...text } = heard();
  expect(holes(text)).toEqual([]);
});

it("numbers what it found", () => {
  const found = unheardParts(window, heard([4, 9.5], [10.5, 13]));
  expect(found.map(({ index }) => index)).toEqual([0, 1]);
});
