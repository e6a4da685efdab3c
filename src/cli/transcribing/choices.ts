import { readFileSync } from "node:fs";
import { Failure } from "../../domain/failure.ts";
import { LANGUAGE_WORDS, languageCode } from "../../domain/languages.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import { FORMATS, type Format } from "../../exports/formats.ts";
import { checkAgreement } from "../../pipeline/check-options.ts";
import { moment } from "../arguments/moment.ts";
import { didYouMean } from "../arguments/nearest.ts";
import { wholeNumber } from "../arguments/whole-number.ts";

/** Flags of every command that transcribes. */
export const TRANSCRIPTION_FLAGS = {
  format: { type: "string", short: "f", multiple: true },
  output: { type: "string", short: "o" },
  model: { type: "string", short: "m" },
  language: { type: "string", short: "l" },
  translate: { type: "boolean" },
  prompt: { type: "string" },
  languages: { type: "string" },
  term: { type: "string", multiple: true },
  vocabulary: { type: "string" },
  channels: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  "beam-size": { type: "string" },
  "no-fillers": { type: "boolean" },
  "mask-profanity": { type: "boolean" },
} as const;

/** The lines of help on flags that all these commands share. */
export const OPTIONS_HELP = `  -l, --language LANG   code or English name; left out, it is detected
      --languages LIST  those that may be spoken, with commas; the JSON says of
                        each segment which it was
      --translate       write English, whatever is spoken
  -m, --model MODEL     default auto; "scribewell models list" names them
      --prompt TEXT     names and terms to expect, to get their spelling right
      --term TERM       a term as it is spelt: expected, and corrected where it
                        was heard almost so; may be given several times
      --vocabulary FILE terms, one a line
      --channels apart  hear each channel on its own: a speaker on each
      --from TIME       begin there: seconds, or 1:02:03
      --to TIME         end there
      --beam-size N     follow N texts at once, 1 to 10: slower, may be surer
      --no-fillers      leave out sounds of hesitation
      --mask-profanity  show swear words by their first letter (English)`;

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

/** The values of those flags, as they were written. */
export interface TranscriptionWords {
  readonly model?: string;
  readonly language?: string;
  readonly translate?: boolean;
  readonly prompt?: string;
  readonly languages?: string;
  readonly term?: readonly string[];
  readonly vocabulary?: string;
  readonly channels?: string;
  readonly from?: string;
  readonly to?: string;
  readonly "beam-size"?: string;
  readonly "no-fillers"?: boolean;
  readonly "mask-profanity"?: boolean;
}

/**
 * What the flags ask of every transcription.
 * @throws {Failure} `language-unsupported`, `option-invalid`, `source-not-found` for the file of a vocabulary.
 */
export function chosenOptions(values: TranscriptionWords): TranscriptionOptions {
  const vocabulary = termsOf(values);
  const options: TranscriptionOptions = {
    ...(values.model !== undefined && { model: values.model }),
    ...(values.language !== undefined && { language: languageOf(values.language) }),
    ...(values.languages !== undefined && { languages: languagesOf(values.languages) }),
    ...(values.translate && { task: "translate" as const }),
    ...(values.prompt !== undefined && { prompt: values.prompt }),
    ...(vocabulary.length > 0 && { vocabulary }),
    ...(values.channels !== undefined && { channels: channelsOf(values.channels) }),
    ...(values.from !== undefined && { fromSeconds: moment("--from", values.from) }),
    ...(values.to !== undefined && { toSeconds: moment("--to", values.to) }),
    ...(values["beam-size"] !== undefined && {
      beamSize: wholeNumber("--beam-size", values["beam-size"], { from: 1, to: 10 }),
    }),
    ...(values["no-fillers"] && { disfluencies: "remove" as const }),
    ...(values["mask-profanity"] && { profanity: "mask" as const }),
  };
  checkAgreement(options);
  return options;
}

function termsOf({ term = [], vocabulary }: TranscriptionWords): string[] {
  const lines = vocabulary === undefined ? [] : readLines(vocabulary);
  return [...new Set([...term, ...lines].map((one) => one.trim()).filter((one) => one !== ""))];
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, "utf8").split(/\r?\n/);
  } catch (cause) {
    throw new Failure(
      "source-not-found",
      `The vocabulary ${path} cannot be read. Give a text file with a term a line.`,
      {
        cause,
      },
    );
  }
}

function channelsOf(word: string): "mixed" | "apart" {
  if (word === "mixed" || word === "apart") return word;
  throw new Failure("option-invalid", `--channels must be mixed or apart, not "${word}".`);
}

function languagesOf(list: string): string[] {
  const words = list.split(",").map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== "").map(languageOf))];
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
