import { meanConfidence, type Segment, type Word } from "../../domain/transcript.ts";
import { runningText } from "../../exports/text.ts";

/** Times there are whole milliseconds. */
const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** A word as AssemblyAI writes it. A confidence that no model told is 0. Channels that were heard apart are speakers. */
const wordOf = ({ text, start, end, confidence = 0 }: Word, segment: Pick<Segment, "channel">) => ({
  text: text.trim(),
  start: milliseconds(start),
  end: milliseconds(end),
  confidence,
  ...speakerOf(segment),
});

/** All words, in the order in which they are said. */
export const wordsOf = (segments: readonly Segment[]) =>
  segments.flatMap((segment) => (segment.words ?? []).map((word) => wordOf(word, segment)));

/** A stretch of speech as AssemblyAI writes it: an utterance, or a sentence. */
export const utteranceOf = (segment: Segment) => ({ ...speakerOf(segment), ...passageOf([segment]) });

/** Speech of one or more segments, without who speaks. */
export const passageOf = (segments: readonly Segment[]) => ({
  text: runningText(segments),
  start: milliseconds(segments[0]?.start ?? 0),
  end: milliseconds(segments.at(-1)?.end ?? 0),
  confidence: confidenceOf(segments),
  words: wordsOf(segments),
});

/** How sure the text is: by its words where the model tells it of them, by its segments otherwise. */
export function confidenceOf(segments: readonly Segment[]): number {
  const words = segments.flatMap((segment) => segment.words ?? []);
  return (meanConfidence(words).confidence ?? meanConfidence(segments).confidence) || 0;
}

/** Channels count from 1 there. */
const speakerOf = ({ channel }: Pick<Segment, "channel">) =>
  channel === undefined ? { speaker: null } : { speaker: `${channel + 1}`, channel: `${channel + 1}` };
