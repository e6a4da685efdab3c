import { Failure } from "../domain/failure.ts";
import { LANGUAGE_WORDS, languageCode } from "../domain/languages.ts";
import { FORMATS, type Format } from "../exports/formats.ts";
import { didYouMean } from "./nearest.ts";

/** Flags of every command that transcribes. */
export const TRANSCRIPTION_FLAGS = {
  format: { type: "string", short: "f", multiple: true },
  output: { type: "string", short: "o" },
  model: { type: "string", short: "m" },
  language: { type: "string", short: "l" },
  translate: { type: "boolean" },
  prompt: { type: "string" },
} as const;

/**
 * The formats asked for by repeated or comma-separated values, each once; plain text when none was.
 * @throws {Failure} `format-unknown`.
 */
export function chosenFormats(values: readonly string[] = []): Format[] {
  const words = values.flatMap((value) => value.split(",")).map((word) => word.trim().toLowerCase());
  const formats = words.filter((word) => word !== "").map(formatOf);
  return formats.length > 0 ? [...new Set(formats)] : ["txt"];
}

function formatOf(word: string): Format {
  const format = FORMATS.find((known) => known === word || (word === "text" && known === "txt"));
  if (format) return format;
  throw new Failure(
    "format-unknown",
    `There is no format "${word}".${didYouMean(word, FORMATS)} There are ${FORMATS.join(", ")}.`,
  );
}

/**
 * What the flags ask of every transcription.
 * @throws {Failure} `language-unsupported`.
 */
export function chosenOptions(values: { model?: string; language?: string; translate?: boolean; prompt?: string }) {
  return {
    ...(values.model !== undefined && { model: values.model }),
    ...(values.language !== undefined && { language: languageOf(values.language) }),
    ...(values.translate && { task: "translate" as const }),
    ...(values.prompt !== undefined && { prompt: values.prompt }),
  };
}

function languageOf(word: string): string {
  const code = languageCode(word);
  if (code !== undefined) return code;
  const remedy = "Give an English name or a code, or leave --language out to have it detected.";
  throw new Failure(
    "language-unsupported",
    `There is no language "${word}" here.${didYouMean(word, LANGUAGE_WORDS)} ${remedy}`,
  );
}
