import { confidenceOf, joinIntoWords } from "../../domain/token-words.ts";
import type { HeardText } from "../../ports/engine.ts";
import type { Written } from "./answers.ts";

/** Probabilities of exactly 0 have no logarithm. */
const LEAST_PROBABILITY = 1e-6;

/**
 * What the worker wrote, as every engine tells it: mlx-whisper takes a comma for a word, and `10,000` for three.
 * @param window its index and how long it is, in seconds
 */
export function toHeardText(
  { words: parts, averageLogProbability, noSpeechProbability, temperature }: Written,
  { index, seconds, language }: { index: number; seconds: number; language: string },
): HeardText {
  const timed = parts.map(({ text, start, end, probability }) => ({
    start: Math.min(start, seconds),
    end: Math.min(Math.max(start, end), seconds),
    text,
    logProbabilities: probability === null ? [] : [Math.log(Math.max(probability, LEAST_PROBABILITY))],
  }));
  const words = joinIntoWords(timed, language).map((word) => ({
    start: word.start,
    end: word.end,
    text: word.text,
    ...confidenceOf(word),
  }));
  const text = words
    .map((word) => word.text)
    .join("")
    .trim();
  return {
    ...{ window: index, text, language, words, averageLogProbability, temperature },
    noSpeechProbability: noSpeechProbability ?? 0,
  };
}
