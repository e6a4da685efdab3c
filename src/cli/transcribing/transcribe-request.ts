import { statSync } from "node:fs";
import { extname } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import { FORMATS, type Format } from "../../exports/formats.ts";
import { readCommandLine } from "../arguments/command-line.ts";
import { chosenFormats, chosenOptions, TRANSCRIPTION_FLAGS } from "./choices.ts";
import { hasScheme } from "./output-plan.ts";

/** What a person asks of `transcribe`. */
export interface TranscribeRequest {
  /** Paths, addresses, and `-` for standard input. At least one. */
  readonly inputs: readonly string[];
  /** Exactly one where there is no directory. */
  readonly formats: readonly Format[];
  /** Where files go; null for standard output. */
  readonly directory: string | null;
  readonly options: TranscriptionOptions;
  /** Address of the service that does the work; null for this machine. */
  readonly server: string | null;
}

/**
 * Reads the words after `transcribe`.
 * @throws {Failure} `option-invalid`, `format-unknown`, `language-unsupported`, `url-invalid`: before any work is done.
 */
export function readTranscribeRequest(words: readonly string[]): TranscribeRequest {
  const flags = { ...TRANSCRIPTION_FLAGS, json: { type: "boolean" }, server: { type: "string" } } as const;
  const { values, positionals: inputs } = readCommandLine(words, flags);
  const formats = chosenFormats([...(values.format ?? []), ...(values.json ? ["json"] : [])]);
  const directory = directoryOf(values.output);
  checkInputs(inputs);
  if (directory === null) checkForStandardOutput(inputs, formats);
  return { inputs, formats, directory, options: chosenOptions(values), server: values.server ?? null };
}

function directoryOf(output: string | undefined): string | null {
  if (output === undefined || output === "-") return null;
  const format = FORMATS.find((known) => extname(output).toLowerCase() === `.${known}`);
  if (!format || statSync(output, { throwIfNoEntry: false })?.isDirectory()) return output;
  throw new Failure(
    "option-invalid",
    `--output takes a directory, and "${output}" looks like a file. Write --format ${format} > ${output} instead.`,
  );
}

function checkInputs(inputs: readonly string[]): void {
  if (inputs.length === 0) {
    throw new Failure("option-invalid", "Name a recording: a file, an address, or - for standard input.");
  }
  if (inputs.filter((input) => input === "-").length > 1) {
    throw new Failure("option-invalid", "Standard input (-) can be read only once.");
  }
  for (const input of inputs.filter(hasScheme)) {
    if (/^file:/i.test(input)) throw new Failure("url-invalid", `"${input}" is a file: give its path instead.`);
    if (!/^https?:/i.test(input)) {
      throw new Failure("url-invalid", `"${input}" cannot be fetched: only http and https addresses can.`);
    }
    if (!URL.canParse(input)) throw new Failure("url-invalid", `"${input}" is not a valid address.`);
  }
}

function checkForStandardOutput(inputs: readonly string[], formats: readonly Format[]): void {
  if (formats.length > 1) {
    throw new Failure(
      "option-invalid",
      `${formats.join(" and ")} cannot both go to standard output. Add --output DIR.`,
    );
  }
  if (inputs.length > 1 && formats[0] !== "txt") {
    throw new Failure(
      "option-invalid",
      `Several recordings as ${formats[0]} need files of their own. Add --output DIR.`,
    );
  }
}
