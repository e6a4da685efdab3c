import type { TimedText } from "../../domain/token-words.ts";
import type { HeardText } from "../../ports/engine.ts";
import { logProbabilitiesOf, textOfTokens } from "../whisper-program/text-of-tokens.ts";
import type { Answer } from "./answer.ts";

const UNTOLD = { averageLogProbability: null, noSpeechProbability: 0, temperature: 0 };

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
  const sum = tokens.reduce((total, { logProbabilities: [one = 0] }) => total + one, 0);
  return {
    window: index,
    language,
    ...textOfTokens(tokens, language),
    // The token that ends the text counts too, so that one short sure word is not judged by itself alone.
    averageLogProbability: sum / (tokens.length + 1),
    // The one of whisper.cpp 1.9.1 is read from the wrong row: it tells of whatever was decoded before.
    noSpeechProbability: 0,
    temperature: segments[0]?.temperature ?? 0,
  };
}

/** In order, and inside the window. */
function timedTokens(segments: Answer["segments"], seconds: number): TimedText[] {
  let earliest = 0;
  return segments
    .flatMap(({ words }) => words)
    .map((token) => {
      const start = Math.min(Math.max(token.start, earliest), seconds);
      earliest = start;
      return {
        start,
        end: Math.min(Math.max(token.end, start), seconds),
        text: token.word,
        logProbabilities: logProbabilitiesOf(token.probability),
      };
    });
}
