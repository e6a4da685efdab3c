import type { HeardText } from "../../ports/engine.ts";
import { logProbabilitiesOf, textOfTokens } from "../whisper-program/text-of-tokens.ts";
import type { Written } from "./answers.ts";

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
    logProbabilities: logProbabilitiesOf(probability),
  }));
  return {
    window: index,
    language,
    averageLogProbability,
    temperature,
    ...textOfTokens(timed, language),
    noSpeechProbability: noSpeechProbability ?? 0,
  };
}
