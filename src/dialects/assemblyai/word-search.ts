import type { Segment } from "../../domain/transcript.ts";
import { phraseOf, plainWord } from "./plain-words.ts";
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

/** Looks for words and phrases, whatever their capitals and the marks around them. What is nowhere is left out. */
export function searchWords(segments: readonly Segment[], wanted: readonly string[]): WordMatch[] {
  const words = wordsOf(segments);
  const plain = words.map(({ text }) => plainWord(text));
  const phrases = new Map(wanted.map((text) => [phraseOf(text).join(" "), phraseOf(text)]));
  return [...phrases].flatMap(([text, phrase]) => {
    if (phrase.length === 0) return [];
    const indexes = [...plain.keys()].filter((at) => phrase.every((word, index) => plain[at + index] === word));
    const timestamps = indexes.map((at) => [words[at]?.start ?? 0, words[at + phrase.length - 1]?.end ?? 0] as const);
    return indexes.length > 0 ? [{ text, count: indexes.length, timestamps, indexes }] : [];
  });
}
