import { Readable } from "node:stream";
import type { Task, TranscriptionEvent } from "../domain/transcription.ts";
import type { Engine } from "../ports/engine.ts";
import type { MediaDecoder } from "../ports/media.ts";
import type { SpeechDetector } from "../ports/speech-detector.ts";
import { checkOptions } from "./check-options.ts";
import { cut } from "./cut.ts";
import { decodeMixed } from "./decode-mixed.ts";
import { assemble, type Ledger, openLedger, settlePiece } from "./ledger.ts";
import { listen } from "./listen.ts";
import { gatherPieces, type PieceEvent } from "./pieces.ts";
import { countProgress } from "./progress.ts";
import { type RecognisedPiece, recognise } from "./recognise.ts";

export interface RunNeeds {
  readonly decoder: MediaDecoder;
  readonly detector: SpeechDetector;
  readonly engine: Engine;
}

export interface RunOptions {
  /** A file on this machine. */
  readonly path: string;
  readonly task: Task;
  readonly language?: string;
  readonly prompt?: string;
  /** Said before anything else, for example why this engine was chosen. */
  readonly warnings: readonly string[];
}

/** Windows recognised together after the first: about two minutes of speech, a few seconds of work for a small model. */
const PIECE_WINDOWS = 4;
/** Probability from which a detected language holds for the rest of the recording. */
const SURE_OF_LANGUAGE = 0.5;
/** Stage events that may lie ready ahead of recognition: about four minutes of sound, 16 MB. */
const READY_EVENTS = 32;

/**
 * Runs all stages of one transcription in this process: no database, no queue.
 *
 * Decoding and voice activity run a bounded stretch ahead of recognition, so memory does not grow with the recording
 * but for its text. Ends with `signal.reason` within 2 s of an abort, and leaves no process at work.
 * @throws {Failure} of the stages
 */
export async function* runInMemory(
  needs: RunNeeds,
  options: RunOptions,
  signal: AbortSignal,
): AsyncIterable<TranscriptionEvent> {
  const { decoder, engine } = needs;
  const ledger = openLedger();
  yield* warn(ledger, [...options.warnings, ...checkOptions(engine, options)]);
  const { seconds: claimed } = await decoder.probe(options.path, signal);
  // The file can be read: from here on the model loads while the first window is cut.
  engine.warm();
  const progress = countProgress(claimed);
  const damage: string[] = [];
  const stop = new AbortController();
  const ending = AbortSignal.any([signal, stop.signal]);
  let { language } = options;
  try {
    for await (const event of stageEvents(needs, options.path, damage, ending)) {
      if (event.type === "quiet") ledger.quiet.push(event.entry);
      if (event.type === "cut") yield progress.decoded(event.seconds);
      if (event.type !== "piece") continue;
      const asked = inLanguage(options, language);
      const recognised = await recognise(engine, event.piece, asked, ending);
      const segments = settlePiece(ledger, recognised.heard);
      const found = segments.length > 0 ? sureGuess(recognised.language) : undefined;
      if (found) {
        language = found.language;
        yield { type: "language", ...found };
      }
      yield* warn(ledger, recognised.warnings);
      yield* segments.map((segment) => ({ type: "segment", segment }) as const);
      yield progress.settled(event.piece);
    }
  } finally {
    // Whoever left, and why: nothing may go on decoding.
    stop.abort(new Error("The transcription has ended"));
  }
  yield* warn(ledger, damage);
  yield progress.finished();
  const facts = {
    seconds: progress.seconds,
    language: language ?? ledger.segments[0]?.language ?? null,
    model: engine.name,
    task: options.task,
  };
  const transcript = assemble(ledger, facts);
  for (const message of transcript.warnings.slice(ledger.warnings.length)) yield { type: "warning", message };
  yield { type: "transcript", transcript };
}

/** Decode, voice activity, cut and pieces, running ahead of their reader by a bounded stretch. */
function stageEvents(
  { decoder, detector, engine: { abilities } }: RunNeeds,
  path: string,
  damage: string[],
  signal: AbortSignal,
): AsyncIterable<PieceEvent> {
  const sound = decodeMixed(decoder, path, (message) => damage.push(message), signal);
  const windows = cut(listen(detector, sound, signal), {
    windowSeconds: abilities.windowSeconds,
    fill: abilities.words ? "full" : "single",
  });
  return Readable.from(gatherPieces(windows, PIECE_WINDOWS), { highWaterMark: READY_EVENTS });
}

function inLanguage(options: RunOptions, language: string | undefined): RunOptions {
  return language === undefined ? options : { ...options, language };
}

/** A weak guess must not decide for the whole recording: the next piece is asked again. */
function sureGuess(guess: RecognisedPiece["language"]): RecognisedPiece["language"] {
  return guess && guess.probability >= SURE_OF_LANGUAGE ? guess : null;
}

function* warn(ledger: Ledger, messages: readonly string[]): Iterable<TranscriptionEvent> {
  for (const message of messages) {
    ledger.warnings.push(message);
    yield { type: "warning", message };
  }
}
