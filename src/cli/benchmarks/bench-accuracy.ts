import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { longTable, noiseTable, wordErrorTable, wordTimeTable } from "../../benchmark/accuracy/accuracy-tables.ts";
import { hearClips } from "../../benchmark/accuracy/hear-clips.ts";
import { measureNoise, type NoiseOutcome } from "../../benchmark/accuracy/invented-words.ts";
import { type ClipsOutcome, measureClips } from "../../benchmark/accuracy/measure-clips.ts";
import { type LongOutcome, measureLong } from "../../benchmark/accuracy/measure-long.ts";
import {
  type HeardClips,
  heardLines,
  type Reference,
  readHeard,
  readReferences,
} from "../../benchmark/accuracy/references.ts";
import type { HeardBy } from "../../benchmark/accuracy/word-error-groups.ts";
import { describeMachine } from "../../benchmark/machine.ts";
import { LEAST_VOICES } from "../../benchmark/noise/babble.ts";
import { babbleClips } from "../../benchmark/noise/babble-clips.ts";
import { NOISE_KINDS } from "../../benchmark/noise/make-noise.ts";
import { readUtterances, type Utterance } from "../../benchmark/utterances.ts";
import { composeRecognition } from "../../compose/recognition.ts";
import { readConfig } from "../../config.ts";
import { Failure } from "../../domain/failure.ts";
import type { MediaDecoder } from "../../ports/media.ts";
import { openTranscriber, type Transcriber } from "../../transcriber.ts";
import type { Command } from "../arguments/command-line.ts";
import { version } from "../arguments/version.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";
import { writeFailure } from "../terminal/write-failure.ts";
import { BENCH_ACCURACY_HELP } from "./bench-accuracy-help.ts";
import { type BenchAccuracyRequest, readBenchAccuracyRequest } from "./bench-accuracy-request.ts";

/** `scribewell bench accuracy`: words heard wrong, invented and missed. */
export const benchAccuracyCommand: Command = {
  help: BENCH_ACCURACY_HELP,

  async run(words, terminal) {
    const request = readBenchAccuracyRequest(words);
    const config = readConfig(terminal.environment);
    const inputs = await readInputs(request);
    const { decoder } = composeRecognition(config);
    await using transcriber = await openTranscriber({ config });
    const bench = { request, inputs, transcriber, decoder, terminal };
    const show = async (table: string) => {
      if (!request.json) await print(terminal, `${table}\n\n`);
    };
    const clips = await clipsPart(bench);
    if (clips) await show(wordErrorTable(clips.wordErrors));
    if (clips && clips.wordTimes.length > 0) await show(wordTimeTable(clips.wordTimes));
    const noise = await noisePart(bench);
    if (noise) await show(noiseTable(noise));
    const long = await longPart(bench);
    if (long) await show(`${longTable(long)}\n\n${wordTimeTable([{ name: long.file, ...long.wordTimes }])}`);
    if (request.json) await print(terminal, jsonOf(request, { clips, noise, long }));
    return EXIT.done;
  },
};

/** Everything that is read before anything is measured. */
interface Inputs {
  /** All of the speech directory; babble is made of these. Empty without one. */
  readonly references: readonly Reference[];
  readonly heard: HeardClips | undefined;
  readonly peers: readonly HeardBy[];
  readonly utterances: readonly Utterance[];
}

interface Bench {
  readonly request: BenchAccuracyRequest;
  readonly inputs: Inputs;
  readonly transcriber: Transcriber;
  readonly decoder: MediaDecoder;
  readonly terminal: Terminal;
}

async function readInputs({ speech, heard, peers, long }: BenchAccuracyRequest): Promise<Inputs> {
  if (long && !existsSync(long.path)) throw new Failure("source-not-found", `There is no file ${long.path}.`);
  return {
    references: speech === undefined ? [] : await readReferences(speech),
    heard: heard === undefined ? undefined : await readHeard(heard),
    peers: await Promise.all(peers.map(async ({ name, path }) => ({ name, heard: await readHeard(path) }))),
    utterances: long ? await readUtterances(long.truth) : [],
  };
}

async function clipsPart({ request, inputs, transcriber, terminal }: Bench): Promise<ClipsOutcome | null> {
  const { speech, only, model, out } = request;
  if (speech === undefined) return skipped(terminal, "words heard wrong: they need clips, --speech DIR");
  const references = inputs.references.filter(({ path }) => only.test(path));
  if (references.length === 0) return skipped(terminal, `words heard wrong: no clip of ${speech} matches --only`);
  const onClip = (done: number) => {
    if (done % 50 === 0 || done === references.length) say(terminal, `${done} of ${references.length} clips heard`);
  };
  const { signal } = terminal;
  const heard =
    inputs.heard ?? (await hearClips({ transcriber, directory: speech, references, model, onClip, signal }));
  if (out !== undefined) await keep(out, heardLines(heard));
  return measureClips(speech, references, [{ name: "Scribewell", heard }, ...inputs.peers]);
}

async function noisePart({ request, inputs, transcriber, decoder, terminal }: Bench): Promise<NoiseOutcome[] | null> {
  const { speech, seed, noiseMinutes, model } = request;
  if (noiseMinutes === 0) return skipped(terminal, "words invented: --noise is 0");
  const { signal } = terminal;
  const decode = (path: string) => samplesOf(decoder, path, signal);
  const clips =
    speech === undefined ? [] : await babbleClips({ directory: speech, references: inputs.references, seed, decode });
  const isBabble = clips.length >= LEAST_VOICES;
  if (!isBabble) skipped(terminal, `babble: it is made of at least ${LEAST_VOICES} clips of --speech DIR`);
  const kinds = NOISE_KINDS.filter((kind) => kind !== "babble" || isBabble);
  const secondsEach = (noiseMinutes * 60) / kinds.length;
  const onKind = (kind: string) => say(terminal, `${secondsEach.toFixed(0)} s of ${kind}`);
  return measureNoise({ transcriber, kinds, secondsEach, seed, clips, model, onKind, signal });
}

async function longPart({ request, inputs, transcriber, terminal }: Bench): Promise<LongOutcome | null> {
  const { long, model } = request;
  if (!long) return skipped(terminal, "speech missed: it needs --long FILE and --long-truth FILE.json");
  const { utterances } = inputs;
  return measureLong({ transcriber, file: long.path, utterances, model, signal: terminal.signal });
}

function skipped(terminal: Terminal, why: string): null {
  say(terminal, `not measured: ${why}`);
  return null;
}

async function keep(path: string, content: string): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw writeFailure(path, error, "Choose another file for --out.");
  }
}

async function samplesOf(decoder: MediaDecoder, path: string, signal: AbortSignal): Promise<Float32Array> {
  const chunks: Float32Array[] = [];
  for await (const event of decoder.decode(path, { channels: "mixed" }, signal))
    if (event.type === "samples" && event.channels[0]) chunks.push(event.channels[0]);
  const samples = new Float32Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    samples.set(chunk, at);
    at += chunk.length;
  }
  return samples;
}

function jsonOf({ model = "auto", seed, noiseMinutes }: BenchAccuracyRequest, parts: object): string {
  return `${JSON.stringify({ machine: describeMachine(version()), model, seed, noiseMinutes, ...parts }, null, 2)}\n`;
}
