import { meanConfidence, type Segment, type Word } from "../../domain/transcript.ts";
import { runningText } from "../../exports/text.ts";
import type { Remembered } from "./remembered.ts";

/** A word as it is shown. Of a segment whose words have no times, one of them with the times of the segment. */
export interface Spoken extends Word {
  /** Without case and the marks around it, but for those of masked letters; a mark alone stays. */
  readonly bare: string;
  readonly isTimed: boolean;
}

/** What was said, word by word. */
export const spokenOf = (segments: readonly Segment[]): Spoken[] => segments.flatMap(spokenIn);

function spokenIn({ start, end, text, words = [] }: Segment): Spoken[] {
  const isTimed = words.length > 0;
  const found: readonly Word[] = isTimed ? words : text.split(/\s+/u).map((each) => ({ start, end, text: each }));
  return found
    .map((word) => ({ ...word, text: word.text.trim(), isTimed }))
    .filter((word) => word.text !== "")
    .map((word) => ({ ...word, bare: bareWord(word.text) }));
}

function bareWord(text: string): string {
  const word = text.toLowerCase();
  return word.replace(/^[^\p{L}\p{M}\p{N}*]+|[^\p{L}\p{M}\p{N}*]+$/gu, "") || word;
}

const isWord = ({ bare }: Spoken): boolean => /[\p{L}\p{N}]/u.test(bare);

/** On one line, with marks and case where that is asked for. */
export const textOf = (spoken: readonly Spoken[], { isPunctuated }: Pick<Remembered, "isPunctuated">): string =>
  runningText(isPunctuated ? spoken : spoken.filter(isWord).map((word) => ({ ...word, text: word.bare })));

/** Those that have times, as Deepgram writes them. */
export const wordsOf = (spoken: readonly Spoken[], { isPunctuated }: Pick<Remembered, "isPunctuated">) =>
  spoken
    .filter(({ isTimed }) => isTimed)
    .map(({ bare, text, start, end, confidence = 0 }) => ({
      word: bare,
      start,
      end,
      confidence,
      ...(isPunctuated && { punctuated_word: text }),
    }));

/** Of those that have times; 0 where the model has not told it of each. */
export const confidenceOf = (spoken: readonly Spoken[]): number =>
  meanConfidence(spoken.filter(({ isTimed }) => isTimed)).confidence ?? 0;

/** Groups what is said one after another. */
export function grouped(spoken: readonly Spoken[], endsBefore: (next: Spoken, last: Spoken) => boolean): Spoken[][] {
  const groups: Spoken[][] = [];
  for (const word of spoken) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && !endsBefore(word, last)) group.push(word);
    else groups.push([word]);
  }
  return groups;
}

/** From the first to the last of a group. */
export const spanOf = (group: readonly Spoken[]): { start: number; end: number } => ({
  start: group[0]?.start ?? 0,
  end: group.at(-1)?.end ?? 0,
});
