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

interface Written {
  readonly end: number;
  readonly text: string;
  readonly paragraphLength: number;
  readonly channel: number | undefined;
}

/**
 * Writes readable text while segments come: a paragraph a pause, sentences one after another. Where channels were heard
 * apart a paragraph is of one of them, and says so.
 */
export function textWriter(): TextWriter {
  let previous: Written | undefined;
  return {
    add(segment) {
      const text = onOneLine(segment.text);
      if (text === "") return "";
      const { start, end, channel } = segment;
      const separator = previous ? separatorBetween(previous, { start, text, channel }) : "";
      const carried = previous && separator !== "\n\n" ? previous.paragraphLength : 0;
      previous = { end, text, paragraphLength: carried + text.length, channel };
      const begins = separator === "\n\n" || carried === 0;
      return separator + (begins && channel !== undefined ? `Channel ${channel + 1}: ` : "") + text;
    },
    end: () => (previous ? "\n" : ""),
  };
}

/** The words on one line, as they are said one after another. */
export function runningText(segments: readonly Segment[]): string {
  const writer = lineWriter();
  return segments.map((segment) => writer.add(segment)).join("");
}

/** Writes text on one line while segments come. */
export function lineWriter(): Pick<TextWriter, "add"> {
  let before = "";
  return {
    add(segment) {
      const text = onOneLine(segment.text);
      if (text === "") return "";
      const separator = before === "" ? "" : spaceBetween(before, text);
      before = text;
      return separator + text;
    },
  };
}

/** Nothing where neither is written with spaces between words. */
const spaceBetween = (before: string, after: string): string =>
  isUnspaced(before.slice(-1)) && isUnspaced(after.slice(0, 1)) ? "" : " ";

function separatorBetween(
  before: Written,
  after: { start: number; text: string; channel: number | undefined },
): string {
  if (before.channel !== after.channel) return "\n\n";
  const pause = secondsOf({ start: before.end, end: after.start });
  const longEnough = before.paragraphLength >= LONG_PARAGRAPH && endsSentence(before.text);
  if (pause >= PARAGRAPH_PAUSE || longEnough) return "\n\n";
  return spaceBetween(before.text, after.text);
}

/** Writes the words alone, in paragraphs. A transcript without words gives an empty text. */
export function writeText(transcript: Transcript): string {
  const writer = textWriter();
  return transcript.segments.map((segment) => writer.add(segment)).join("") + writer.end();
}
