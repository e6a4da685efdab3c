import { confidenceOf, joinIntoWords, type TimedText } from "../../../domain/token-words.ts";
import type { HeardWord } from "../../../ports/engine.ts";

/** A decoded token with the moment it begins, in seconds inside the window. */
export interface TimedToken {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly logProbability: number;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Joins tokens into words with times and confidence; punctuation belongs to the word it leans on.
 * @param end where the last token ends, in seconds inside the window
 */
export function toWords(tokens: readonly TimedToken[], end: number, language: string): HeardWord[] {
  return joinIntoWords(wholeCharacters(tokens, end), language).map((word) => ({
    start: word.start,
    end: word.end,
    text: word.text,
    ...confidenceOf(word),
  }));
}

/** Groups tokens so that each group is valid UTF-8: a token may end in the middle of a character. */
function wholeCharacters(tokens: readonly TimedToken[], end: number): TimedText[] {
  const parts: TimedText[] = [];
  let pending: TimedToken[] = [];
  tokens.forEach((token, index) => {
    pending.push(token);
    const text = readUtf8(pending, index === tokens.length - 1);
    const first = pending[0];
    if (text === null || !first) return;
    const logProbabilities = pending.map((one) => one.logProbability);
    parts.push({ start: first.start, end: tokens[index + 1]?.start ?? end, text, logProbabilities });
    pending = [];
  });
  return parts;
}

function readUtf8(tokens: readonly TimedToken[], last: boolean): string | null {
  const bytes = Buffer.concat(tokens.map((token) => token.bytes));
  try {
    return decoder.decode(bytes);
  } catch {
    return last ? bytes.toString("utf8").replaceAll("\uFFFD", "") : null;
  }
}
