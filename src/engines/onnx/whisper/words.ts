import type { HeardWord } from "../../../ports/engine.ts";

/** A decoded token with the moment it begins, in seconds inside the window. */
export interface TimedToken {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly logProbability: number;
}

/** Scripts that do not separate words: each character that stands alone is taken for a word. */
const UNSPACED = new Set(["zh", "ja", "th", "lo", "my", "yue"]);
const OPENING = /^\s*["'“¿([{-]$/u;
const CLOSING = /^["'.。,，!！?？:：”)\]}、]+$/u;
const PUNCTUATION = /^[\p{P}\p{S}]+$/u;

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Joins tokens into words with times and confidence; punctuation belongs to the word it leans on.
 * @param end where the last token ends, in seconds inside the window
 */
export function toWords(tokens: readonly TimedToken[], end: number, language: string): HeardWord[] {
  const characters = wholeCharacters(tokens, end);
  const joined = UNSPACED.has(language) ? characters : bySpaces(characters);
  return leanPunctuation(joined).map(({ start, end: until, text, logProbabilities }) => ({
    start,
    end: until,
    text,
    confidence: Math.exp(
      logProbabilities.reduce((sum, value) => sum + value, 0) / Math.max(logProbabilities.length, 1),
    ),
  }));
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly logProbabilities: readonly number[];
}

const join = (a: Part, b: Part): Part => ({
  start: a.start,
  end: b.end,
  text: a.text + b.text,
  logProbabilities: [...a.logProbabilities, ...b.logProbabilities],
});

/** Groups tokens so that each group is valid UTF-8: a token may end in the middle of a character. */
function wholeCharacters(tokens: readonly TimedToken[], end: number): Part[] {
  const parts: Part[] = [];
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

function bySpaces(parts: readonly Part[]): Part[] {
  const words: Part[] = [];
  for (const part of parts) {
    const last = words.at(-1);
    if (last && !part.text.startsWith(" ") && !PUNCTUATION.test(part.text.trim()))
      words[words.length - 1] = join(last, part);
    else words.push(part);
  }
  return words;
}

function leanPunctuation(parts: readonly Part[]): Part[] {
  const words: Part[] = [];
  let opening: Part | undefined;
  for (const part of parts) {
    const last = words.at(-1);
    if (OPENING.test(part.text) && part.text.startsWith(" ")) {
      if (opening) words.push(opening);
      opening = part;
    } else if (last && !opening && CLOSING.test(part.text)) {
      // The mark is silent: the word keeps its own end.
      words[words.length - 1] = { ...join(last, part), end: last.end, logProbabilities: last.logProbabilities };
    } else {
      words.push(opening ? { ...join(opening, part), start: part.start } : part);
      opening = undefined;
    }
  }
  if (opening) words.push(opening);
  return words.filter((word) => word.text.trim() !== "");
}
