import type { Segment } from "../domain/transcript.ts";
import { isUnspaced } from "./spacing.ts";

/** A part of a text that is not cut any further: in most languages a word with its punctuation. */
export interface TimedText {
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
  /** When it is spoken, in seconds. */
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a text, given on one line, into parts with their times: those of the segment's words where it has words,
 * otherwise the segment's own time shared out by length. No part is longer than `longest` characters.
 */
export function timedTexts(text: string, segment: Segment, longest: number): TimedText[] {
  const spans = spansOfWords(text, segment) ?? [{ from: 0, to: text.length, start: segment.start, end: segment.end }];
  return cutPositions(text, longest).map(({ from, to }) => ({ from, to, ...timeOf(from, to, spans) }));
}

/** Finds each word in the text; undefined unless all are there in order, because a half match would shift the rest. */
function spansOfWords(text: string, { words = [] }: Segment): TimedText[] | undefined {
  const spans: TimedText[] = [];
  for (const { text: word, start, end } of words) {
    const from = text.indexOf(word.trim(), spans.at(-1)?.to ?? 0);
    if (from < 0) return undefined;
    spans.push({ from, to: from + word.trim().length, start, end });
  }
  return spans.length > 0 ? spans : undefined;
}

function timeOf(from: number, to: number, spans: readonly TimedText[]): { start: number; end: number } {
  const first = spans.find((span) => span.to > from) ?? spans.at(-1);
  const last = spans.findLast((span) => span.from < to) ?? spans[0];
  return { start: first ? momentAt(from, first) : 0, end: last ? momentAt(to, last) : 0 };
}

function momentAt(position: number, { from, to, start, end }: TimedText): number {
  const share = Math.min(Math.max((position - from) / Math.max(to - from, 1), 0), 1);
  return start + share * (end - start);
}

function cutPositions(text: string, longest: number): { from: number; to: number }[] {
  return [...text.matchAll(/\S+/gu)].flatMap(({ 0: word, index }) => {
    const parts =
      word.length > longest || isUnspaced(word) ? wordsInside(word).flatMap((part) => slices(part, longest)) : [word];
    let from = index;
    return parts.map((part) => {
      const position = { from, to: from + part.length };
      from = position.to;
      return position;
    });
  });
}

/** Cuts where no space shows a word's end. Marks stay with the word before them, opening ones with the word after. */
function wordsInside(text: string): string[] {
  const words: string[] = [];
  let opening = "";
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)) {
    const last = words.length - 1;
    if (/^[\p{Ps}\p{Pi}]$/u.test(segment)) opening += segment;
    else if (isWordLike || opening || last < 0) words.push(opening + segment);
    else words[last] += segment;
    if (!/^[\p{Ps}\p{Pi}]$/u.test(segment)) opening = "";
  }
  return opening ? [...words, opening] : words;
}

function slices(text: string, longest: number): string[] {
  if (text.length <= longest) return [text];
  const characters = [...text];
  const count = Math.ceil(characters.length / longest);
  return Array.from({ length: count }, (_, index) => characters.slice(index * longest, (index + 1) * longest).join(""));
}
