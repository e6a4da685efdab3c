import { confidenceOf, joinIntoWords, type TimedText } from "../../domain/token-words.ts";
import type { HeardText, HeardWord } from "../../ports/engine.ts";
import type { SherpaResult } from "./addon.ts";

/** A token is told to begin, not to end: before a pause it would last until the next one. */
const LONGEST_TOKEN_SECONDS = 0.4;
/** How sherpa-onnx writes a byte that is no character by itself. */
const BYTE = /^<0x([0-9A-F]{2})>$/;

/**
 * What sherpa-onnx answered, as every engine tells it.
 * @param window its index, how long it is in seconds, and the language spoken in it
 */
export function toHeardText(
  result: SherpaResult,
  { index, seconds, language }: { index: number; seconds: number; language: string | null },
): HeardText {
  const words = toWords(result, { seconds, language });
  return {
    window: index,
    text: words ? textOf(words).trim() : result.text.trim(),
    language,
    ...(words && { words }),
    averageLogProbability: meanOf(result.ys_log_probs),
    noSpeechProbability: 0,
    temperature: 0,
  };
}

/** The language that a model named, `<|en|>` for English; null where it named none, or that nobody speaks. */
export function languageOf({ lang }: Pick<SherpaResult, "lang">, known: readonly string[]): string | null {
  const code = lang.replace(/^<\|(.*)\|>$/, "$1");
  return known.includes(code) ? code : null;
}

/** Undefined where the tokens have no times, or where their pieces are not those of the text. */
function toWords(
  result: SherpaResult,
  { seconds, language }: { seconds: number; language: string | null },
): HeardWord[] | undefined {
  if (result.tokens.length === 0 || result.tokens.length !== result.timestamps.length) return undefined;
  const words = joinIntoWords(wholeCharacters(timedTokens(result, seconds)), language ?? "en").map((word) => ({
    start: word.start,
    end: word.end,
    text: word.text,
    ...confidenceOf(word),
  }));
  const letters = (text: string): string => text.replace(/\s+/g, "");
  return letters(textOf(words)) === letters(result.text) ? words : undefined;
}

const textOf = (words: readonly HeardWord[]): string => words.map(({ text }) => text).join("");

/** In order, and inside the window. */
function timedTokens({ tokens, timestamps, durations, ys_log_probs }: SherpaResult, seconds: number): TimedText[] {
  const starts: number[] = [];
  for (const time of timestamps) starts.push(Math.min(Math.max(time, starts.at(-1) ?? 0), seconds));
  return tokens.map((text, index) => {
    const start = starts[index] ?? 0;
    const next = starts[index + 1] ?? seconds;
    const duration = durations[index];
    const end = duration === undefined ? Math.min(next, start + LONGEST_TOKEN_SECONDS) : start + duration;
    return { start, end: Math.min(end, seconds), text, logProbabilities: ys_log_probs.slice(index, index + 1) };
  });
}

/** Bytes that follow each other are joined, so that every text is made of whole characters. */
function wholeCharacters(tokens: readonly TimedText[]): TimedText[] {
  const texts: TimedText[] = [];
  let bytes: number[] = [];
  for (const token of tokens) {
    const byte = BYTE.exec(token.text)?.[1];
    const before = byte !== undefined && bytes.length > 0 ? texts.pop() : undefined;
    bytes = byte === undefined ? [] : [...bytes, Number.parseInt(byte, 16)];
    texts.push({
      start: before?.start ?? token.start,
      end: token.end,
      text: byte === undefined ? token.text.replaceAll("▁", " ") : Buffer.from(bytes).toString("utf8"),
      logProbabilities: [...(before?.logProbabilities ?? []), ...token.logProbabilities],
    });
  }
  return texts;
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
