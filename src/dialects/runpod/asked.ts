import { Failure } from "../../domain/failure.ts";
import { languageCode } from "../../domain/languages.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import { FIELDS, type FieldName, type Input } from "./fields.ts";
import type { Remembered } from "./remembered.ts";
import { isTextFormat, TEXT_FORMATS } from "./texts.ts";

/** What a request asks for beside the model: in words of the house, and what its answers have to say again. */
export interface Asked {
  readonly options: TranscriptionOptions;
  readonly request: Pick<Remembered, "transcription" | "hasWords" | "warnings">;
}

/** Of an engine that follows several texts at once. */
const MOST_BEAMS = 10;
const MOST_NAMED = 20;

/** @throws {Failure} `language-unsupported` */
export function askedOf({ input, unknown }: { readonly input: Input; readonly unknown: readonly string[] }): Asked {
  const { language, initial_prompt: prompt, transcription, beam_size: beams, word_timestamps: hasWords } = input;
  const beamSize = beams !== FIELDS.beam_size.initial && beams >= 1 && beams <= MOST_BEAMS ? beams : undefined;
  return {
    options: {
      task: "transcribe",
      ...(language && { language: codeOf(language) }),
      ...(prompt && { prompt }),
      ...(beamSize !== undefined && { beamSize }),
    },
    request: {
      transcription: isTextFormat(transcription) ? transcription : "plain_text",
      hasWords,
      warnings: [...warningsOf(input), ...unknownOnes(unknown)],
    },
  };
}

/** What has no counterpart here. */
const NOT_FOLLOWED = [
  ...["temperature", "best_of", "patience", "length_penalty", "suppress_tokens", "temperature_increment_on_fallback"],
  ...["compression_ratio_threshold", "logprob_threshold", "no_speech_threshold"],
] as const satisfies readonly FieldName[];

function warningsOf(input: Input): string[] {
  const { transcription, translate, beam_size: beams } = input;
  return [
    ...(isTextFormat(transcription)
      ? []
      : [`\`transcription\` was not followed: it is one of ${TEXT_FORMATS.join(", ")}, and plain_text was written.`]),
    ...(translate
      ? [
          "`translate` was not followed: a job here is one pass, and the translation is not made. Ask for it at /v1/audio/translations.",
        ]
      : []),
    ...(beams < 1 || beams > MOST_BEAMS ? [`\`beam_size\` was not followed: it is 1 to ${MOST_BEAMS} here.`] : []),
    ...NOT_FOLLOWED.filter((name) => input[name] !== FIELDS[name].initial).map(
      (name) => `\`${name}\` was not followed: the service looks after that itself.`,
    ),
  ];
}

/** Names come as their sender likes: what no database keeps as text is replaced. */
const nameOf = (name: string): string => name.slice(0, 100).replace(/[\0\p{Surrogate}]/gu, "?");

/** What nobody knows here, by its name, of many only the first. */
export function unknownOnes(names: readonly string[]): string[] {
  const told = names.slice(0, MOST_NAMED).map((name) => `\`${nameOf(name)}\` is not known here and was not followed.`);
  const more = names.length - told.length;
  return more > 0 ? [...told, `${more} more are not known here and were not followed.`] : told;
}

function codeOf(word: string): string {
  const code = languageCode(word);
  if (code !== undefined) return code;
  throw new Failure(
    "language-unsupported",
    `There is no language "${word}" here. Give a code such as en, or leave \`language\` out to have it detected.`,
  );
}
