import { phraseFinder } from "../../domain/phrases.ts";
import type { Segment } from "../../domain/transcript.ts";
import { onOneLine } from "../../exports/spacing.ts";
import { wordsOf } from "./words.ts";

/** Where something is said that was looked for. */
export interface WordMatch {
  readonly text: string;
  readonly count: number;
  /** From and to, in milliseconds. */
  readonly timestamps: readonly (readonly [number, number])[];
  /** Of the first word, in the `words` of the transcript. */
  readonly indexes: readonly number[];
}

/** Looks for words and phrases, which are told in small letters. What is nowhere is left out. */
export function searchWords(segments: readonly Segment[], wanted: readonly string[]): WordMatch[] {
  const words = wordsOf(segments);
  const placesOf = phraseFinder(words.map(({ text }) => text));
  return [...new Set(wanted.map((text) => onOneLine(text).toLowerCase()))].flatMap((text) => {
    const places = placesOf(text);
    const timestamps = places.map(({ from, to }) => [words[from]?.start ?? 0, words[to - 1]?.end ?? 0] as const);
    return places.length > 0
      ? [{ text, count: places.length, timestamps, indexes: places.map(({ from }) => from) }]
      : [];
  });
}
