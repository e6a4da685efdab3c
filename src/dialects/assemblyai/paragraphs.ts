import type { Segment } from "../../domain/transcript.ts";

/** A silence of this many seconds begins a new paragraph, and so does a sentence after this many characters. */
const PAUSE_SECONDS = 2;
const LONG_CHARACTERS = 600;

/** Sentences in paragraphs. Where channels were heard apart a paragraph is of one of them. */
export function paragraphsOf(sentences: readonly Segment[]): Segment[][] {
  const paragraphs: Segment[][] = [];
  for (const sentence of sentences) {
    const current = paragraphs.at(-1);
    if (current && goesOn(current, sentence)) current.push(sentence);
    else paragraphs.push([sentence]);
  }
  return paragraphs;
}

function goesOn(paragraph: readonly Segment[], next: Segment): boolean {
  const last = paragraph.at(-1);
  const length = paragraph.reduce((sum, { text }) => sum + text.length, 0);
  return (
    last !== undefined &&
    last.channel === next.channel &&
    next.start - last.end < PAUSE_SECONDS &&
    length < LONG_CHARACTERS
  );
}
