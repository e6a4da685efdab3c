import { expect, it } from "vitest";
import type { Sample } from "./sampling.ts";
import { isDoubtful, needsAnotherTry, scoreText } from "./text-scores.ts";

const samples = (...logProbabilities: readonly number[]): Sample[] =>
  logProbabilities.map((logProbability) => ({ token: 1, logProbability }));

it("averages over the tokens and the end", () => {
  expect(scoreText("Hello there.", samples(-0.5, -1, -0.3)).averageLogProbability).toBeCloseTo(-0.45, 9);
});

it("scores text that goes round in circles far above text that does not", () => {
  const plain = "And so, my fellow Americans, ask not what your country can do for you.";
  expect(scoreText(plain, []).compressionRatio).toBeLessThan(1.3);
  expect(scoreText("Thank you very much. ".repeat(12), []).compressionRatio).toBeGreaterThan(2.4);
  expect(scoreText("谢谢大家。".repeat(30), []).compressionRatio).toBeGreaterThan(2.4);
});

it("gives numbers for a text of nothing", () => {
  expect(scoreText("", [])).toEqual({ averageLogProbability: 0, compressionRatio: 0 });
});

it.each([
  ["sure text", -0.3, 1.5, 0.1, false],
  ["a guess", -1.2, 1.5, 0.1, true],
  ["a guess where nobody seems to speak", -1.2, 1.5, 0.7, false],
  ["circles", -0.1, 2.5, 0.1, true],
  ["circles where nobody seems to speak", -0.1, 2.5, 0.9, true],
])("says whether to try again: %s", (_what, averageLogProbability, compressionRatio, noSpeech, again) => {
  expect(needsAnotherTry({ averageLogProbability, compressionRatio }, noSpeech)).toBe(again);
});

it.each([
  ["sure text", -0.3, 1.5, false],
  ["text that is not quite sure", -0.5, 1.5, true],
  ["circles", -0.1, 2.5, true],
])("says whether to search for a better text: %s", (_what, averageLogProbability, compressionRatio, doubtful) => {
  expect(isDoubtful({ averageLogProbability, compressionRatio })).toBe(doubtful);
});
