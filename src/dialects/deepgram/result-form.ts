import type { Job } from "../../domain/job.ts";
import { meanConfidence, type Segment, type Transcript, type Word } from "../../domain/transcript.ts";
import { runningText } from "../../exports/text.ts";
import type { ResultForm } from "../../http/result-form.ts";

/** The answer of `POST /v1/listen` with `punctuate` and `utterances`. Times are in seconds. A confidence that no model told is 0. */
export const deepgramForm: ResultForm = {
  mediaType: "application/json",
  write: (result) => JSON.stringify(listened(result)),
};

function listened({ job, transcript }: { job: Job; transcript: Transcript }) {
  const { model, seconds, segments } = transcript;
  const channels = byChannel(segments);
  return {
    metadata: {
      ...{ request_id: job.id, created: job.createdAt.toISOString(), duration: seconds, channels: channels.length },
      models: [model],
      model_info: { [model]: { name: model, version: "", arch: model.slice(0, model.indexOf("/")) } },
      ...(transcript.warnings.length > 0 && { warnings: transcript.warnings.map(warningOf) }),
    },
    results: {
      channels: channels.map((own) => ({
        // What was asked for was not detected.
        ...(job.parameters.language === null && transcript.language && { detected_language: transcript.language }),
        alternatives: [alternativeOf(own)],
      })),
      utterances: segments.map((segment, index) => utteranceOf(segment, `${job.id}-${index}`)),
    },
  };
}

const warningOf = (message: string) => ({ type: "not_as_asked", message });

/** Of a recording that was heard as one, one channel. */
function byChannel(segments: readonly Segment[]): Segment[][] {
  const most = Math.max(0, ...segments.map(({ channel = 0 }) => channel));
  return Array.from({ length: most + 1 }, (_, index) => segments.filter(({ channel = 0 }) => channel === index));
}

function alternativeOf(segments: readonly Segment[]) {
  const words = segments.flatMap((segment) => segment.words ?? []);
  return { transcript: runningText(segments), confidence: confidenceOf(words), words: words.map(wordOf) };
}

const utteranceOf = ({ start, end, channel = 0, text, words = [], confidence }: Segment, id: string) => ({
  ...{ id, start, end, confidence: confidence ?? confidenceOf(words), channel, transcript: text },
  words: words.map(wordOf),
});

const confidenceOf = (words: readonly Word[]): number => meanConfidence(words).confidence ?? 0;

const wordOf = ({ text, start, end, confidence = 0 }: Word) => ({
  word: bareWord(text),
  ...{ start, end, confidence, punctuated_word: text.trim() },
});

/** Without case and the marks around it; a mark alone stays. */
function bareWord(text: string): string {
  const word = text.trim().toLowerCase();
  return word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "") || word;
}
