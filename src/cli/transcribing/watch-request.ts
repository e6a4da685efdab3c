import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import type { Format } from "../../exports/formats.ts";
import { readCommandLine } from "../arguments/command-line.ts";
import { chosenFormats, chosenOptions, TRANSCRIPTION_FLAGS } from "./choices.ts";

/** What a person asks of `watch`. */
export interface WatchRequest {
  /** Absolute. */
  readonly directory: string;
  readonly output: string;
  readonly formats: readonly Format[];
  readonly once: boolean;
  readonly options: TranscriptionOptions;
}

/**
 * Reads the words after `watch`.
 * @throws {Failure} `option-invalid`, `format-unknown`, `language-unsupported`, `source-not-found`.
 */
export function readWatchRequest(words: readonly string[]): WatchRequest {
  const { values, positionals } = readCommandLine(words, {
    ...TRANSCRIPTION_FLAGS,
    once: { type: "boolean" },
  } as const);
  const [directory, ...others] = positionals;
  if (directory === undefined || others.length > 0) throw new Failure("option-invalid", "Name one directory to watch.");
  if (values.output === "-") {
    throw new Failure("option-invalid", "--output takes a directory here: transcripts of many recordings need files.");
  }
  const facts = statSync(directory, { throwIfNoEntry: false });
  if (!facts) throw new Failure("source-not-found", `There is no directory ${directory}.`);
  if (!facts.isDirectory()) {
    throw new Failure("option-invalid", `${directory} is a file. To transcribe it: scribewell transcribe ${directory}`);
  }
  return {
    directory: resolve(directory),
    output: values.output ?? directory,
    formats: chosenFormats(values.format),
    once: values.once ?? false,
    options: chosenOptions(values),
  };
}
