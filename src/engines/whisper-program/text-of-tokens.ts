import { confidenceOf, joinIntoWords, type TimedText } from "../../domain/token-words.ts";
import type { HeardText, HeardWord } from "../../ports/engine.ts";

/** Probabilities of exactly 0 have no logarithm. */
const LEAST_PROBABILITY = 1e-6;

/** The natural logarithm of a probability; of none there is none. */
export const logProbabilitiesOf = (probability: number | null): number[] =>
  probability === null ? [] : [Math.log(Math.max(probability, LEAST_PROBABILITY))];

/** What a program wrote, as words, and as the text that they make. */
export function textOfTokens(
  tokens: readonly TimedText[],
  language: string,
): Required<Pick<HeardText, "text" | "words">> {
  const words = joinIntoWords(tokens, language).map(
    (word): HeardWord => ({ start: word.start, end: word.end, text: word.text, ...confidenceOf(word) }),
  );
  const text = words
    .map((word) => word.text)
    .join("")
    .trim();
  return { text, words };
}
