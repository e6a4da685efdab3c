import { existsSync } from "node:fs";
import { PEERS } from "../../benchmark/peers/peers.ts";
import { Failure } from "../../domain/failure.ts";
import { readCommandLine } from "../arguments/command-line.ts";
import { didYouMean } from "../arguments/nearest.ts";
import { wholeNumber } from "../arguments/whole-number.ts";
import { chosenOptions } from "../transcribing/choices.ts";

const TEXT = { type: "string" } as const;
const FLAGS = {
  truth: { ...TEXT, multiple: true },
  model: { ...TEXT, short: "m", multiple: true },
  peer: { ...TEXT, multiple: true },
  rounds: TEXT,
  threads: TEXT,
  language: { ...TEXT, short: "l" },
  python: TEXT,
  "faster-whisper-model": TEXT,
  "whisper-cpp": TEXT,
  "whisper-cpp-model": TEXT,
  json: { type: "boolean" },
} as const;

/** What a person asks of `bench speed`. */
export interface BenchSpeedRequest {
  /** At least one. The truth is the path of a file. */
  readonly files: readonly { readonly path: string; readonly truth: string | undefined }[];
  /** Models of ours; undefined for the one the product chooses. At least one. */
  readonly models: readonly (string | undefined)[];
  readonly peers: readonly string[];
  readonly rounds: number;
  readonly threads: number;
  readonly language: string;
  readonly python: string;
  readonly fasterWhisperModel: string;
  readonly whisperCpp: string;
  readonly whisperCppModel: string | undefined;
  readonly json: boolean;
}

/**
 * Reads the words after `bench speed`.
 * @throws {Failure} `option-invalid`, `source-not-found`, `language-unsupported`: before anything is measured.
 */
export function readBenchSpeedRequest(words: readonly string[]): BenchSpeedRequest {
  const { values, positionals } = readCommandLine(words, FLAGS);
  const peers = values.peer ?? [];
  for (const peer of peers) checkPeer(peer);
  return {
    files: filesOf(positionals, values.truth ?? []),
    models: values.model ?? [undefined],
    peers,
    rounds: wholeNumber("--rounds", values.rounds ?? "7", { from: 1, to: 1000 }),
    threads: wholeNumber("--threads", values.threads ?? "2", { from: 1, to: 256 }),
    language: chosenOptions({ language: values.language ?? "en" }).language ?? "en",
    python: values.python ?? "python3",
    fasterWhisperModel: values["faster-whisper-model"] ?? "base",
    whisperCpp: values["whisper-cpp"] ?? "whisper-cli",
    whisperCppModel: values["whisper-cpp-model"],
    json: values.json ?? false,
  };
}

function checkPeer(name: string): void {
  const known = Object.keys(PEERS);
  if (known.includes(name)) return;
  const hint = `${didYouMean(name, known)} There are ${known.join(", ")}.`;
  throw new Failure("option-invalid", `There is no peer "${name}".${hint}`);
}

function filesOf(paths: readonly string[], truths: readonly string[]): BenchSpeedRequest["files"] {
  if (paths.length === 0) throw new Failure("option-invalid", "Name a recording to measure with.");
  if (truths.length > paths.length) {
    const given = `${truths.length} truths for ${paths.length} recordings`;
    throw new Failure("option-invalid", `There are ${given}: each --truth belongs to one, in their order.`);
  }
  const absent = paths.find((path) => !existsSync(path));
  if (absent !== undefined) throw new Failure("source-not-found", `There is no file ${absent}.`);
  return paths.map((path, index) => ({ path, truth: truths[index] }));
}
