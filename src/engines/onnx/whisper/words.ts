import type { HeardWord } from "../../../ports/engine.ts";

/** A decoded token with the moment it begins, in seconds inside the window. */
export interface TimedToken {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly logProbability: number;
}

/** Scripts that do not separate words: each character that stands alone is taken for a word. */
const UNSPACED = new Set(["zh", "ja", "th", "lo", "my", "yue"]);
/** Marks that lean on the word behind them … */
const OPENING = /^\s*[\p{Ps}\p{Pi}¿¡]+$|^\s+["'\p{Pd}]+$/u;
/** … and all of them. None is spoken; `%` is, so it is no mark. */
const MARK = /^\s*(?:(?![%&@#])\p{P})+$/u;

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Joins tokens into words with times and confidence; punctuation belongs to the word it leans on.
 * @param end where the last token ends, in seconds inside the window
 */
export function toWords(tokens: readonly TimedToken[], end: number, language: string): HeardWord[] {
  const groups = groupWords(wholeCharacters(tokens, end), !UNSPACED.has(language));
  const words = groups.map(joinGroup).filter((word) => word.text.trim() !== "");
  return words.map(({ start, end: until, text, logProbabilities }) => ({
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

/** A word goes on to the next space, as `U.S.` and `10,000` do, or is a part of its own where there are no spaces. */
function groupWords(parts: readonly Part[], isSpaced: boolean): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    const isInside = isSpaced && !part.text.startsWith(" ");
    const isClosing = MARK.test(part.text) && !OPENING.test(part.text);
    if (group && (isInside || isClosing || group.every(({ text }) => OPENING.test(text)))) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Marks at the ends of a word are silent: it keeps its own times and confidence. */
function joinGroup(parts: readonly Part[]): Part {
  const first = parts.findIndex(({ text }) => !MARK.test(text));
  const last = parts.findLastIndex(({ text }) => !MARK.test(text));
  const spoken = first < 0 ? parts : parts.slice(first, last + 1);
  return { ...spoken.reduce(join), text: parts.map(({ text }) => text).join("") };
}
