import { secondsOf } from "../../domain/audio.ts";
import type { Segment } from "../../domain/transcript.ts";
import type { Remembered } from "./remembered.ts";
import { withReplacements } from "./replacements.ts";
import { confidenceOf, grouped, type Spoken, spanOf, spokenOf, textOf, wordsOf } from "./spoken.ts";

/** What was said on each channel between pauses, in time order; null where that is not asked for. */
export function utterancesBetween(job: string, channels: readonly Segment[][], asked: Remembered) {
  const { utteranceSplit: split, replacements } = asked;
  if (split === null) return null;
  const isPause = (next: Spoken, last: Spoken) => secondsOf({ start: last.end, end: next.start }) >= split;
  return channels
    .flatMap((segments, channel) =>
      grouped(withReplacements(spokenOf(segments), replacements), isPause).map((group) => ({
        ...spanOf(group),
        confidence: confidenceOf(group),
        channel,
        transcript: textOf(group, asked),
        words: wordsOf(group, asked),
      })),
    )
    .sort((one, other) => one.start - other.start)
    .map((utterance, index) => ({ id: `${job}-${index}`, ...utterance }));
}

/** Segment by segment. */
export const utterancesAsHeard = (job: string, segments: readonly Segment[]) =>
  segments.map((segment, index) => {
    const spoken = spokenOf([segment]);
    const { start, end, channel = 0, text, confidence = confidenceOf(spoken) } = segment;
    return {
      id: `${job}-${index}`,
      start,
      end,
      confidence,
      channel,
      transcript: text,
      words: wordsOf(spoken, { isPunctuated: true }),
    };
  });
