import type { Job } from "../../domain/job.ts";
import { meanConfidence, type Segment, type Transcript, type Word } from "../../domain/transcript.ts";
import { runningText } from "../../exports/text.ts";
import type { ResultForm } from "../../http/result-form.ts";

/**
 * The object of `GET /v2/transcript/{id}`. Times are in milliseconds, the length in seconds. A confidence that no model told
 * is 0. Where channels were heard apart each is a speaker.
 */
export const assemblyaiForm: ResultForm = {
  mediaType: "application/json",
  write: (result) => JSON.stringify(completed(result)),
};

function completed({ job, transcript }: { job: Job; transcript: Transcript }) {
  const {
    language,
    vocabulary = [],
    disfluencies,
    profanity,
    channels,
  } = {
    ...job.parameters,
    language: job.parameters.language ?? transcript.language,
  };
  const isApart = channels === "apart";
  const words = transcript.segments.flatMap((segment) => segment.words?.map((word) => wordOf(word, segment)) ?? []);
  return {
    ...{ id: job.id, status: "completed", audio_url: job.source.kind === "url" ? job.source.url : "" },
    ...{ speech_model: null, language_code: language, language_detection: job.parameters.language === null },
    text: runningText(transcript.segments),
    confidence: meanConfidence(transcript.segments.flatMap((segment) => segment.words ?? [])).confidence ?? 0,
    words,
    utterances: isApart ? transcript.segments.map(utteranceOf) : null,
    audio_duration: transcript.seconds,
    ...{ punctuate: true, format_text: true, disfluencies: disfluencies !== "remove", multichannel: isApart },
    ...{ filter_profanity: profanity === "mask", keyterms_prompt: vocabulary, speaker_labels: false },
    ...{
      webhook_auth: false,
      redact_pii: false,
      summarization: false,
      sentiment_analysis: false,
      auto_chapters: false,
    },
    error: null,
  };
}

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** Channels count from 1 there. */
const speakerOf = ({ channel }: Pick<Segment, "channel">) =>
  channel === undefined ? { speaker: null } : { speaker: `${channel + 1}`, channel: `${channel + 1}` };

const wordOf = ({ text, start, end, confidence = 0 }: Word, segment: Pick<Segment, "channel">) => ({
  ...{ text: text.trim(), start: milliseconds(start), end: milliseconds(end), confidence },
  ...speakerOf(segment),
});

const utteranceOf = (segment: Segment) => ({
  ...speakerOf(segment),
  ...{ start: milliseconds(segment.start), end: milliseconds(segment.end), text: segment.text },
  confidence: segment.confidence ?? 0,
  words: (segment.words ?? []).map((word) => wordOf(word, segment)),
});
