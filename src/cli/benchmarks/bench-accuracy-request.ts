import { Failure } from "../../domain/failure.ts";
import { readCommandLine } from "../arguments/command-line.ts";
import { wholeNumber } from "../arguments/whole-number.ts";

const TEXT = { type: "string" } as const;
const FLAGS = {
  speech: TEXT,
  model: { ...TEXT, short: "m" },
  only: TEXT,
  heard: TEXT,
  out: { ...TEXT, short: "o" },
  peer: { ...TEXT, multiple: true },
  noise: TEXT,
  seed: TEXT,
  long: TEXT,
  "long-truth": TEXT,
  json: { type: "boolean" },
} as const;

/** What a person asks of `bench accuracy`. At least one of speech, noise and a long recording is there. */
export interface BenchAccuracyRequest {
  readonly speech: string | undefined;
  readonly model: string | undefined;
  readonly only: RegExp;
  /** Files of what was heard before: ours, where it is not to be transcribed again, and those of peers. */
  readonly heard: string | undefined;
  readonly peers: readonly { readonly name: string; readonly path: string }[];
  readonly out: string | undefined;
  /** In all; 0 for none. */
  readonly noiseMinutes: number;
  readonly seed: number;
  readonly long: { readonly path: string; readonly truth: string } | undefined;
  readonly json: boolean;
}

/**
 * Reads the words after `bench accuracy`.
 * @throws {Failure} `option-invalid`: before anything is measured.
 */
export function readBenchAccuracyRequest(words: readonly string[]): BenchAccuracyRequest {
  const { values, positionals } = readCommandLine(words, FLAGS);
  const [stray] = positionals;
  if (stray !== undefined)
    throw new Failure("option-invalid", `"bench accuracy" takes flags only, and has been given "${stray}".`);
  const request = {
    speech: values.speech,
    model: values.model,
    only: patternOf(values.only ?? ""),
    heard: values.heard,
    peers: (values.peer ?? []).map(peerOf),
    out: values.out,
    noiseMinutes: wholeNumber("--noise", values.noise ?? "30", { from: 0, to: 240 }),
    seed: wholeNumber("--seed", values.seed ?? "1", { from: 0, to: 2 ** 31 }),
    long: longOf(values.long, values["long-truth"]),
    json: values.json ?? false,
  };
  checkTogether(request);
  return request;
}

function checkTogether({ speech, heard, peers, out, noiseMinutes, long }: BenchAccuracyRequest): void {
  if (speech === undefined && (heard !== undefined || out !== undefined || peers.length > 0))
    throw new Failure(
      "option-invalid",
      "--heard, --out and --peer are about clips: name their directory with --speech.",
    );
  if (heard !== undefined && out !== undefined)
    throw new Failure("option-invalid", "--out keeps what is heard now, and --heard says to hear nothing now.");
  if (speech === undefined && long === undefined && noiseMinutes === 0)
    throw new Failure("option-invalid", "There is nothing to measure: give --speech, --noise or --long.");
}

function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch (error) {
    throw new Failure("option-invalid", `--only takes a regular expression, not "${pattern}".`, { cause: error });
  }
}

function peerOf(text: string): { name: string; path: string } {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1) return { name: text.slice(0, at), path: text.slice(at + 1) };
  throw new Failure("option-invalid", `--peer takes NAME=FILE.jsonl, not "${text}".`);
}

function longOf(path: string | undefined, truth: string | undefined): BenchAccuracyRequest["long"] {
  if (path === undefined && truth === undefined) return undefined;
  if (path !== undefined && truth !== undefined) return { path, truth };
  throw new Failure("option-invalid", "--long and --long-truth belong together: a recording and what is said in it.");
}
