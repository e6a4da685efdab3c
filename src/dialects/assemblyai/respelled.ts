import type { Job } from "../../domain/job.ts";
import { phraseReplacer } from "../../domain/phrase-replacement.ts";
import { meanConfidence, type Segment, type Transcript } from "../../domain/transcript.ts";
import { rememberedOf } from "./remembered.ts";

/** A transcript as `custom_spelling` wants it written; the same where nothing was asked. */
export function respelled(job: Pick<Job, "askedAs">, transcript: Transcript): Transcript {
  const spellings = rememberedOf(job)?.echo.custom_spelling ?? [];
  if (spellings.length === 0) return transcript;
  const replaced = phraseReplacer(spellings.flatMap(({ from, to }) => from.map((find) => ({ find, by: to }))));
  return { ...transcript, segments: transcript.segments.map((segment) => respell(segment, replaced)) };
}

/** The text and its words, each on its own: nothing says that they agree. */
function respell(segment: Segment, replaced: ReturnType<typeof phraseReplacer>): Segment {
  const [whole] = replaced([{ text: segment.text }], (_, { text }) => ({ text }));
  return {
    ...segment,
    text: whole?.text ?? "",
    ...(segment.words && {
      words: replaced(segment.words, (said, { text }) => ({
        start: said[0]?.start ?? segment.start,
        end: said.at(-1)?.end ?? segment.end,
        text: text.trim(),
        ...meanConfidence(said),
      })),
    }),
  };
}
