import type { Job } from "../../domain/job.ts";
import type { Segment, Transcript } from "../../domain/transcript.ts";
import { runningText } from "../../exports/text.ts";
import { metadataOf } from "./metadata.ts";
import { paragraphsOf } from "./paragraphs.ts";
import { type Remembered, rememberedOf } from "./remembered.ts";
import { withReplacements } from "./replacements.ts";
import { searchIn } from "./search.ts";
import { confidenceOf, spokenOf, textOf, wordsOf } from "./spoken.ts";
import { utterancesAsHeard, utterancesBetween } from "./utterances.ts";

/** What is shown of a job that came in other words. */
const otherwise = ({ parameters }: Job): Remembered => ({
  isPunctuated: true,
  hasParagraphs: false,
  utteranceSplit: null,
  tellsLanguage: parameters.language === null,
  search: [],
  replacements: [],
  tags: [],
  extra: {},
  warnings: [],
});

/**
 * The answer of `POST /v1/listen`, with the parts that were asked for; of a job that came in other words, with marks and its
 * segments as utterances. Times are in seconds. A confidence that no model told is 0.
 */
export function listened({ job, transcript }: { job: Job; transcript: Transcript }) {
  const own = rememberedOf(job.askedAs);
  const asked = own ?? otherwise(job);
  const channels = byChannel(transcript.segments);
  const utterances = own ? utterancesBetween(job.id, channels, own) : utterancesAsHeard(job.id, transcript.segments);
  return {
    metadata: metadataOf({ job, transcript }, { asked, channels: channels.length }),
    results: {
      channels: channels.map((segments) => channelOf(segments, { asked, language: transcript.language })),
      ...(utterances && { utterances }),
    },
  };
}

/** Of a recording that was heard as one, one channel. */
function byChannel(segments: readonly Segment[]): Segment[][] {
  const most = segments.reduce((highest, { channel = 0 }) => Math.max(highest, channel), 0);
  return Array.from({ length: most + 1 }, (_, index) => segments.filter(({ channel = 0 }) => channel === index));
}

function channelOf(segments: readonly Segment[], { asked, language }: { asked: Remembered; language: string | null }) {
  const heard = spokenOf(segments);
  const spoken = withReplacements(heard, asked.replacements);
  const isAsHeard = asked.isPunctuated && asked.replacements.length === 0;
  return {
    ...(asked.search.length > 0 && { search: searchIn(heard, asked.search) }),
    ...(asked.tellsLanguage && language !== null && { detected_language: language }),
    alternatives: [
      {
        transcript: isAsHeard ? runningText(segments) : textOf(spoken, asked),
        confidence: confidenceOf(spoken),
        words: wordsOf(spoken, asked),
        ...(asked.hasParagraphs && { paragraphs: paragraphsOf(spoken) }),
      },
    ],
  };
}
