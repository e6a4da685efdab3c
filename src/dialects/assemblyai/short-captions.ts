import type { Segment, Transcript } from "../../domain/transcript.ts";
import { onOneLine } from "../../exports/spacing.ts";
import { timedTexts } from "../../exports/timed-text.ts";

/** A transcript no caption of which has more characters than these, wherever there is a word to cut at. */
export const withShortCaptions = (transcript: Transcript, characters: number): Transcript => ({
  ...transcript,
  segments: transcript.segments.flatMap((segment) => cut(segment, characters)),
});

function cut(segment: Segment, characters: number): Segment[] {
  const text = onOneLine(segment.text);
  const runs: { from: number; to: number; start: number; end: number }[] = [];
  for (const part of timedTexts(text, segment, characters)) {
    const run = runs.at(-1);
    if (run && part.to - run.from <= characters) Object.assign(run, { to: part.to, end: part.end });
    else runs.push({ ...part });
  }
  return runs.map(({ from, to, start, end }) => ({ start, end, text: text.slice(from, to) }));
}
