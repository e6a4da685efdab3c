import { pMapIterable } from "p-map";
import type { TranscriptionEvent, TranscriptionOptions } from "../domain/transcription.ts";
import type { Engine } from "../ports/engine.ts";
import type { MediaDecoder } from "../ports/media.ts";
import type { SpeechDetector } from "../ports/speech-detector.ts";
import { checkOptions } from "./check-options.ts";
import { cutRecording } from "./cutting/cut-recording.ts";
import type { PieceEvent } from "./cutting/pieces.ts";
import { lengthWithin } from "./cutting/time-range.ts";
import { assemble, enter, type Ledger, openLedger } from "./ledger.ts";
import { countProgress } from "./progress.ts";
import { pieceHearer } from "./recognising/piece-hearer.ts";

/** The second is at hand when the first is done, or works on what processor the first leaves idle. */
const PIECES_AT_ONCE = 2;
/**
 * Events that may be ready behind a piece that is still at work: between two pieces lie some thirty small ones. No more
 * pieces than twice those at work are held, however many events there may be.
 */
const READY_EVENTS = 1_000;

export interface RunNeeds {
  readonly decoder: MediaDecoder;
  readonly detector: SpeechDetector;
  readonly engine: Engine;
}

export interface RunOptions extends TranscriptionOptions {
  /** A file on this machine. */
  readonly path: string;
  /** Why the engine was chosen; null, or left out, where its model was named. */
  readonly modelChoice?: string | null;
  /** Said before anything else, for example why this engine was chosen. */
  readonly warnings: readonly string[];
}

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
  engine.warm(claimed);
  const progress = countProgress(lengthWithin(claimed, options));
  const damage: string[] = [];
  const stop = new AbortController();
  const ending = AbortSignal.any([signal, stop.signal]);
  const cutOptions = {
    ...options,
    pieceWindows: engine.abilities.windowsAtOnce,
    onWarning: (message: string) => void damage.push(message),
  };
  const pieces = pieceHearer(engine, options, ending);
  const events = cutRecording({ ...needs, abilities: engine.abilities }, cutOptions, ending);
  const hear = async (event: PieceEvent) => (event.type === "piece" ? pieces.hear(event.piece) : event);
  try {
    for await (const event of pMapIterable(events, hear, { concurrency: PIECES_AT_ONCE, backpressure: READY_EVENTS })) {
      if (event.type === "quiet") ledger.quiet.push(event.entry);
      if (event.type === "cut") yield progress.decoded(event.seconds);
      if (event.type !== "heard") continue;
      enter(ledger, event.settled);
      if (event.found) yield { type: "language", ...event.found };
      yield* warn(ledger, event.warnings);
      yield* event.settled.segments.map((segment) => ({ type: "segment", segment }) as const);
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
    language: options.language ?? null,
    model: engine.name,
    ...(options.modelChoice && { modelChoice: options.modelChoice }),
    task: options.task ?? "transcribe",
  };
  const transcript = assemble(ledger, facts, options);
  for (const message of transcript.warnings.slice(ledger.warnings.length)) yield { type: "warning", message };
  yield { type: "transcript", transcript };
}

/** Each once: an engine says of every piece what it cannot do. */
function* warn(ledger: Ledger, messages: readonly string[]): Iterable<TranscriptionEvent> {
  for (const message of messages) {
    if (ledger.warnings.includes(message)) continue;
    ledger.warnings.push(message);
    yield { type: "warning", message };
  }
}
