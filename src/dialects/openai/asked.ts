import { languageCode } from "../../domain/languages.ts";
import type { Task, TranscriptionOptions } from "../../domain/transcription.ts";
import { modelNamed } from "./model-names.ts";
import type { GivenFields, ResponseFormat } from "./request-fields.ts";
import { WrongField } from "./wrong-field.ts";

/** What a request asks for, in words of the house. */
export interface Asked {
  readonly options: TranscriptionOptions;
  readonly format: ResponseFormat;
  readonly hasWords: boolean;
  readonly hasSegments: boolean;
  readonly hasLogProbabilities: boolean;
  readonly isStreamed: boolean;
  /** What is not done as asked, in plain words. */
  readonly warnings: readonly string[];
}

/** @throws {WrongField} for what cannot be done, where doing something else would be wrong */
export function askedOf({ fields, unknown }: { fields: GivenFields; unknown: readonly string[] }, task: Task): Asked {
  const { model, language, languages, keywords, prompt, response_format: format } = fields;
  if (format === "diarized_json")
    throw new WrongField(
      "response_format",
      "Speakers are not told apart here yet, so there is no `diarized_json`. Ask for verbose_json.",
    );
  const wantsTimes = format === "verbose_json";
  const granularities = fields.timestamp_granularities;
  return {
    options: {
      task,
      model: modelNamed(model),
      ...(language !== undefined && { language: codeOf("language", language) }),
      ...(languages && { languages: [...new Set(languages.map((word) => codeOf("languages", word)))] }),
      ...(keywords && { vocabulary: keywords }),
      ...(prompt !== undefined && { prompt }),
    },
    format,
    hasWords: wantsTimes && granularities.includes("word"),
    hasSegments: wantsTimes && granularities.includes("segment"),
    hasLogProbabilities: format === "json" && fields.include.includes("logprobs"),
    isStreamed: fields.stream,
    warnings: [
      ...warningsOf(fields),
      ...unknown.map((field) => `\`${field}\` is not known here and was not followed.`),
    ],
  };
}

function warningsOf({
  temperature,
  chunking_strategy: cutting,
  timestamp_granularities: granularities,
  response_format: format,
  include,
  known_speaker_names: names,
  known_speaker_references: references,
}: GivenFields): string[] {
  return [
    ...(temperature > 0 ? ["`temperature` was not followed: it is raised where the text is doubtful, as 0 asks."] : []),
    ...(cutting !== undefined && cutting !== "auto"
      ? ["`chunking_strategy` was not followed: recordings are cut where nobody speaks, as `auto` asks."]
      : []),
    ...(granularities.includes("word") && format !== "verbose_json"
      ? ["`timestamp_granularities` was not followed: only verbose_json has times of words."]
      : []),
    ...(include.length > 0 && format !== "json" ? ["`include` was not followed: only json has `logprobs`."] : []),
    ...(names || references ? ["Known speakers were not followed: speakers are not told apart here yet."] : []),
  ];
}

function codeOf(field: string, word: string): string {
  const code = languageCode(word);
  if (code !== undefined) return code;
  throw new WrongField(
    field,
    `There is no language "${word}" here. Give a code such as en, or leave it out to have it detected.`,
  );
}
