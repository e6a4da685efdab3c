import { secondsOf } from "../domain/audio.ts";
import type { Segment, Transcript } from "../domain/transcript.ts";
import { endsSentence, isUnspaced, onOneLine } from "./spacing.ts";

/** A silence of this many seconds begins a new paragraph. */
const PARAGRAPH_PAUSE = 2;
/** A paragraph of this many characters ends with its sentence, pause or not. */
const LONG_PARAGRAPH = 600;

/** Turns segments, given in time order, into running text. */
export interface TextWriter {
  /** The text that this segment adds, with whatever separates it from the text before. */
  add(segment: Segment): string;
  /** What ends the text: a line break, or nothing where there was no text. */
  end(): string;
}

/** Writes readable text while segments come: a paragraph a pause, sentences one after another. */
export function textWriter(): TextWriter {
  let previous: { end: number; text: string; paragraphLength: number } | undefined;
  return {
    add(segment) {
      const text = onOneLine(segment.text);
      if (text === "") return "";
      const separator = previous ? separatorBetween(previous, { start: segment.start, text }) : "";
      const carried = previous && separator !== "\n\n" ? previous.paragraphLength : 0;
      previous = { end: segment.end, text, paragraphLength: carried + text.length };
      return separator + text;
    },
    end: () => (previous ? "\n" : ""),
  };
}

function separatorBetween(
  before: { end: number; text: string; paragraphLength: number },
  after: { start: number; text: string },
): string {
  const pause = secondsOf({ start: before.end, end: after.start });
  const longEnough = before.paragraphLength >= LONG_PARAGRAPH && endsSentence(before.text);
  if (pause >= PARAGRAPH_PAUSE || longEnough) return "\n\n";
  const tight = isUnspaced(before.text.slice(-1)) && isUnspaced(after.text.slice(0, 1));
  return tight ? "" : " ";
}

/** Writes the words alone, in paragraphs. A transcript without words gives an empty text. */
export function writeText(transcript: Transcript): string {
  const writer = textWriter();
  return transcript.segments.map((segment) => writer.add(segment)).join("") + writer.end();
}
