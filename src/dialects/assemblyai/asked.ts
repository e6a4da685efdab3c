import type { RequestedRecording } from "../../actions/jobs/request-transcription.ts";
import { Failure } from "../../domain/failure.ts";
import { languageCode } from "../../domain/languages.ts";
import type { TimeRange, TranscriptionOptions } from "../../domain/transcription.ts";
import type { JobWebhook } from "../../domain/webhook.ts";
import type { ModelListing } from "../../ports/model-store.ts";
import { recordingOf } from "./audio-url.ts";
import { modelNamed } from "./model-names.ts";
import { notFollowed } from "./not-followed.ts";
import type { Remembered } from "./remembered.ts";
import { type GivenParams, TranscriptParams } from "./request-fields.ts";
import { webhookOf } from "./webhook.ts";

/** What a request asks for, in words of the house. */
export interface Asked {
  readonly recording: RequestedRecording;
  readonly options: TranscriptionOptions;
  readonly webhook: JobWebhook | undefined;
  readonly remembered: Remembered;
}

/** What is said again in answers as it came. */
const ECHOED = [
  ...["audio_start_from", "audio_end_at", "speech_model", "speech_models", "language_code", "dual_channel", "prompt"],
  ...["keyterms_prompt", "word_boost", "custom_spelling", "webhook_url", "webhook_auth_header_name"],
];

/**
 * @param known models of this server
 * @throws {Failure} `url-invalid`, `option-invalid` for what cannot be done, where doing something else would be wrong
 */
export function askedOf(params: GivenParams, known: readonly ModelListing[]): Asked {
  const { recording, address } = recordingOf(params.audio_url);
  const { speech_models: names, speech_model: name } = params;
  const { model, warnings } = modelNamed(
    names?.length ? names : [name].filter((one) => typeof one === "string"),
    known,
  );
  const { keyterms_prompt: terms, word_boost: boosted, prompt } = params;
  const vocabulary = [...new Set([...(terms ?? []), ...(boosted ?? [])])].filter((term) => term.trim() !== "");
  const echo = Object.entries(params).filter(([field]) => ECHOED.includes(field));
  return {
    recording,
    options: {
      model,
      ...languagesOf(params),
      ...rangeOf(params),
      ...(prompt && { prompt }),
      ...(vocabulary.length > 0 && { vocabulary }),
      ...(!params.disfluencies && { disfluencies: "remove" }),
      ...(params.filter_profanity && { profanity: "mask" }),
      ...((params.multichannel || params.dual_channel) && { channels: "apart" }),
    },
    webhook: webhookOf(params),
    remembered: {
      echo: { ...Object.fromEntries(echo), audio_url: address },
      warnings: [...warnings, ...notFollowed(params, Object.keys(TranscriptParams.shape))],
    },
  };
}

/** Without a word about it the language is detected. */
function languagesOf(params: GivenParams): Pick<TranscriptionOptions, "language" | "languages"> {
  const { language_code: language, language_codes: several, language_detection: isDetected } = params;
  if (language && !isDetected) return { language: codeOf("language_code", language) };
  const expected = params.language_detection_options?.expected_languages;
  const [field, words] = several?.length ? ["language_codes", several] : ["expected_languages", expected ?? []];
  if (words.length === 0 || words.includes("all")) return {};
  return { languages: [...new Set(words.map((word) => codeOf(field, word)))] };
}

function codeOf(field: string, word: string): string {
  const code = languageCode(word);
  if (code !== undefined) return code;
  throw new Failure(
    "language-unsupported",
    `\`${field}\`: there is no language "${word}" here. Give a code such as en, or \`language_detection\`.`,
  );
}

function rangeOf({ audio_start_from: from, audio_end_at: to }: GivenParams): TimeRange {
  if (typeof to === "number" && to <= (from ?? 0))
    throw new Failure("option-invalid", "`audio_end_at` is not after `audio_start_from`. Both are milliseconds.");
  return {
    ...(typeof from === "number" && { fromSeconds: from / 1000 }),
    ...(typeof to === "number" && { toSeconds: to / 1000 }),
  };
}
