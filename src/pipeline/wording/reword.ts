import { meanConfidence, type Segment, type Word } from "../../domain/transcript.ts";

/** A run of words of a segment and what stands there instead: nothing, where they are left out. */
export interface Change {
  /** Index of the first word, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly text: string | null;
}

/** A word of a segment's text, with the punctuation that clings to it. */
export interface WrittenWord {
  readonly text: string;
  /** 0 to 1; absent where the engine gives no words. */
  readonly confidence: number | undefined;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * Writes a segment with some of its words changed, in its text and in its timed words alike. What is put for several words
 * has the time of them all.
 * @param find tells the changes, in order and apart from each other
 */
export function reword(segment: Segment, find: (words: readonly WrittenWord[]) => readonly Change[]): Segment {
  const places = placesOf(segment);
  if (!places) return segment;
  const words = places.map(({ start, end }, index) => ({
    text: segment.text.slice(start, end),
    confidence: segment.words?.[index]?.confidence,
  }));
  const changes = find(words);
  if (changes.length === 0) return segment;
  return {
    ...segment,
    text: rewriteText(segment.text, places, changes),
    ...(segment.words && { words: rewriteWords(segment.words, changes) }),
  };
}

/** Where each word stands in the text; undefined where words and text do not agree. */
function placesOf({ text, words }: Segment): Place[] | undefined {
  if (!words)
    return [...text.matchAll(/\S+/gu)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
  const places: Place[] = [];
  let at = 0;
  for (const word of words) {
    const start = text.indexOf(word.text, at);
    if (start < 0) return undefined;
    at = start + word.text.length;
    places.push({ start, end: at });
  }
  return places;
}

function rewriteText(text: string, places: readonly Place[], changes: readonly Change[]): string {
  let written = "";
  let at = 0;
  for (const change of changes) {
    const start = places[change.from]?.start ?? at;
    const end = places[change.to - 1]?.end ?? start;
    written += text.slice(at, start) + (change.text ?? "");
    at = end;
  }
  return (written + text.slice(at)).replace(/ {2,}/g, " ").trim();
}

function rewriteWords(words: readonly Word[], changes: readonly Change[]): Word[] {
  const written: Word[] = [];
  let at = 0;
  for (const { from, to, text } of changes) {
    written.push(...words.slice(at, from));
    at = to;
    const [first, last] = [words[from], words[to - 1]];
    if (text === null || !first || !last) continue;
    written.push({ start: first.start, end: last.end, text, ...meanConfidence(words.slice(from, to)) });
  }
  return [...written, ...words.slice(at)];
}

/** A word in three: what clings to it before and behind, and itself. */
export function peel(text: string): { readonly before: string; readonly core: string; readonly behind: string } {
  const [, before = "", core = "", behind = ""] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(text) ?? [];
  return { before, core, behind };
}
