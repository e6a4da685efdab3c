import { confidenceOf, joinIntoWords, type TimedText } from "../../domain/token-words.ts";
import type { HeardText } from "../../ports/engine.ts";
import type { Answer } from "./answer.ts";

/** Hundredths of a second. */
const TICK = 0.01;
const UNTOLD = { averageLogProbability: null, noSpeechProbability: 0, temperature: 0 };
/** Probabilities of exactly 0 have no logarithm. */
const LEAST_PROBABILITY = 1e-6;

/**
 * What whisper-server answered, as every engine tells it.
 * @param window its index and how long it is, in seconds
 */
export function toHeardText(
  { segments, text: whole }: Answer,
  { index, seconds, language }: { index: number; seconds: number; language: string },
): HeardText {
  const tokens = timedTokens(segments, seconds);
  if (tokens.length === 0 && whole.trim() !== "")
    // Of another version, which tells no tokens: its text is worth having all the same.
    return { ...UNTOLD, window: index, text: whole.trim(), language };
  const words = joinIntoWords(tokens, language).map((word) => ({
    start: word.start,
    end: word.end,
    text: word.text,
    ...confidenceOf(word),
  }));
  const text = words
    .map((word) => word.text)
    .join("")
    .trim();
  const sum = tokens.reduce((total, { logProbabilities: [one = 0] }) => total + one, 0);
  return {
    ...{ window: index, text, language, words },
    // The token that ends the text counts too, so that one short sure word is not judged by itself alone.
    averageLogProbability: sum / (tokens.length + 1),
    // The one of whisper.cpp 1.9.1 is read from the wrong row: it tells of whatever was decoded before.
    noSpeechProbability: 0,
    temperature: segments[0]?.temperature ?? 0,
  };
}

/** Aligned times tell when a token begins; it ends with the next one. In order, and inside the window. */
function timedTokens(segments: Answer["segments"], seconds: number): TimedText[] {
  const tokens = segments.flatMap(({ words }) => words);
  const starts = tokens.map(({ start, t_dtw = -1 }) => (t_dtw < 0 ? start : t_dtw * TICK));
  let earliest = 0;
  return tokens.map(({ word, end, t_dtw = -1, probability }, index) => {
    const start = Math.min(Math.max(starts[index] ?? 0, earliest), seconds);
    const until = t_dtw < 0 ? end : (starts[index + 1] ?? Math.max(end, start));
    earliest = start;
    return {
      start,
      end: Math.min(Math.max(until, start), seconds),
      text: word,
      logProbabilities: [Math.log(Math.max(probability, LEAST_PROBABILITY))],
    };
  });
}
