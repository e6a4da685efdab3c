import { expect, it } from "vitest";
import { confidenceOf, joinIntoWords, type TimedText } from "./token-words.ts";

/** Tokens of a second each, one behind the other. */
const tokens = (...texts: string[]): TimedText[] =>
  texts.map((text, index) => ({ start: index, end: index + 1, text, logProbabilities: [-index] }));

const textsOf = (words: readonly TimedText[]): string[] => words.map(({ text }) => text);

it.each([
  ["pieces of a word", [" trans", "cri", "ption", " is"], [" transcription", " is"]],
  ["closing marks", [" Yes", ",", " sir", "."], [" Yes,", " sir."]],
  ["opening marks", [" he", ' "', "Hi", '"', " ("], [" he", ' "Hi"', " ("]],
  ["marks at the beginning", [" ¿", "Qué", "?"], [" ¿Qué?"]],
  ["marks inside", [" U", ".", "S", ".", " 10", ",", "000"], [" U.S.", " 10,000"]],
  ["signs that are spoken", [" 10", " %", " &"], [" 10", " %", " &"]],
  ["empty tokens", [" ", " a", ""], [" a"]],
])("joins %s", (_what, texts, words) => {
  expect(textsOf(joinIntoWords(tokens(...texts), "en"))).toEqual(words);
});

it("takes each token for a word where words are not separated, with the marks that lean on it", () => {
  expect(textsOf(joinIntoWords(tokens("「", "你", "好", "」", "。", "世界"), "zh"))).toEqual([
    "「你",
    "好」。",
    "世界",
  ]);
});

it("times a word by what is spoken of it, and rates it by that alone", () => {
  expect(joinIntoWords(tokens(' "', "Well", "come", "!", '"'), "en")).toEqual([
    { start: 1, end: 3, text: ' "Wellcome!"', logProbabilities: [-1, -2] },
  ]);
  expect(joinIntoWords(tokens(" ..."), "en")).toMatchObject([{ start: 0, end: 1, text: " ..." }]);
});

it("makes nothing of nothing", () => {
  expect(joinIntoWords([], "en")).toEqual([]);
});

it("averages logarithms, and tells no confidence where the model tells none", () => {
  const { confidence } = confidenceOf({ logProbabilities: [Math.log(0.5), Math.log(0.125)] });
  expect(confidence).toBeCloseTo(0.25);
  expect(confidenceOf({ logProbabilities: [] })).toEqual({});
});
