import type { Job } from "../../domain/job.ts";
import type { Transcript } from "../../domain/transcript.ts";
import { runningText } from "../../exports/text.ts";
import { audioUrlOf } from "./audio-url.ts";
import { type Remembered, rememberedOf } from "./remembered.ts";
import { statusOf } from "./status.ts";
import { confidenceOf, utteranceOf, wordsOf } from "./words.ts";

/** What is never done here, whatever was asked. */
const NOT_DONE = {
  acoustic_model: "assemblyai_default",
  language_model: "assemblyai_default",
  language_confidence: null,
  language_confidence_threshold: null,
  punctuate: true,
  format_text: true,
  speaker_labels: false,
  speakers_expected: null,
  speech_threshold: null,
  speed_boost: false,
  throttled: false,
  auto_chapters: false,
  chapters: null,
  auto_highlights: false,
  auto_highlights_result: null,
  content_safety: false,
  iab_categories: false,
  custom_topics: false,
  topics: [],
  entity_detection: false,
  entities: null,
  sentiment_analysis: false,
  sentiment_analysis_results: null,
  summarization: false,
  summary: null,
  summary_model: null,
  summary_type: null,
  redact_pii: false,
  redact_pii_audio: false,
  redact_pii_audio_quality: null,
  redact_pii_policies: null,
  redact_pii_sub: null,
  boost_param: null,
  webhook_status_code: null,
};

/** What is said where nothing else was asked. */
const NOT_ASKED = {
  audio_start_from: null,
  audio_end_at: null,
  speech_model: null,
  speech_models: null,
  dual_channel: false,
  prompt: null,
  keyterms_prompt: [],
  word_boost: [],
  custom_spelling: null,
  webhook_url: null,
  webhook_auth_header_name: null,
};

/**
 * The object of `GET /v2/transcript/{id}`. Times are in milliseconds, the length in seconds.
 * @param transcript null until the job has succeeded
 */
export function transcriptObject(job: Job, transcript: Transcript | null) {
  const remembered = rememberedOf(job);
  const echo = remembered?.echo ?? echoOfOthers(job);
  const { disfluencies, profanity, channels, language } = job.parameters;
  const spoken = transcript?.language ?? language;
  return {
    id: job.id,
    ...NOT_DONE,
    ...NOT_ASKED,
    ...withoutNulls(echo),
    audio_url: audioUrlOf(job),
    // Some clients take no language for a wrong one, and none at all for the usual one.
    ...(spoken !== null && { language_code: echo.language_code ?? spoken }),
    language_detection: language === null,
    language_codes: spoken === null ? null : [spoken],
    status: statusOf(job.state),
    error: errorOf(job),
    webhook_auth: Boolean(echo.webhook_auth_header_name),
    disfluencies: disfluencies !== "remove",
    filter_profanity: profanity === "mask",
    multichannel: channels === "apart",
    speech_model_used: transcript?.model ?? job.model,
    ...heardOf(job, transcript),
    warnings: warningsOf(remembered, transcript),
  };
}

/** Of a job that came in other words. */
const echoOfOthers = ({ parameters: { vocabulary = [], prompt } }: Job): Record<string, unknown> => ({
  keyterms_prompt: vocabulary,
  prompt,
});

function heardOf({ parameters: { channels } }: Job, transcript: Transcript | null) {
  if (!transcript) return { text: null, words: null, utterances: null, confidence: null, audio_duration: null };
  const { segments, seconds } = transcript;
  return {
    text: runningText(segments),
    confidence: confidenceOf(segments),
    words: wordsOf(segments),
    utterances: channels === "apart" ? segments.map(utteranceOf) : null,
    // Clients that are strict about types want a whole number.
    audio_duration: Math.round(seconds),
  };
}

function errorOf({ state, error }: Job): string | null {
  if (state === "cancelled") return "The transcription was cancelled.";
  return error?.detail ?? null;
}

function warningsOf(remembered: Remembered | null, transcript: Transcript | null): string[] {
  const lacksWords = transcript?.segments.some(({ text, words }) => text.trim() !== "" && !words) ?? false;
  return [
    ...(remembered?.warnings ?? []),
    ...(transcript?.warnings ?? []),
    ...(lacksWords ? ["`words` has not all of them: this model tells no times of words."] : []),
  ];
}

const withoutNulls = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
