import { Readable } from "node:stream";
import type { Engine } from "../../ports/engine.ts";
import type { MediaDecoder } from "../../ports/media.ts";
import type { SpeechDetector } from "../../ports/speech-detector.ts";
import { mergeChannels, splitChannels } from "./channels.ts";
import { cut } from "./cut.ts";
import { type DecodeOptions, decodeChannels } from "./decode-channels.ts";
import { listen } from "./listen.ts";
import { gatherPieces, type PieceEvent } from "./pieces.ts";
import { placeInRecording } from "./time-range.ts";

/** Stage events that may lie ready ahead of their reader: about four minutes of sound, 16 MB. */
const READY_EVENTS = 32;

export interface CutNeeds {
  readonly decoder: MediaDecoder;
  readonly detector: Pick<SpeechDetector, "listen">;
  /** What the engine to come takes. */
  readonly abilities: Pick<Engine["abilities"], "windowSeconds" | "words">;
}

export interface CutRecordingOptions extends DecodeOptions {
  /** Windows of a piece after the first. */
  readonly pieceWindows: number;
}

/**
 * Decode, voice activity, cut and pieces, running ahead of their reader by a bounded stretch. A reader who leaves early
 * must abort the signal: nothing else ends a decoder that is waiting.
 */
export function cutRecording(
  { decoder, detector, abilities }: CutNeeds,
  { pieceWindows, ...options }: CutRecordingOptions,
  signal: AbortSignal,
): AsyncIterable<PieceEvent> {
  const cutOptions = { windowSeconds: abilities.windowSeconds, fill: abilities.words ? "full" : "single" } as const;
  const piecesOf = (sound: AsyncIterable<Float32Array>) =>
    gatherPieces(placeInRecording(cut(listen(detector, sound, signal), cutOptions), options), pieceWindows);

  async function* pieces(): AsyncIterable<PieceEvent> {
    const channels = await splitChannels(decodeChannels(decoder, options, signal));
    if (options.channels === "apart") yield* mergeChannels(channels.map(piecesOf));
    else for (const mixed of channels) yield* piecesOf(mixed);
  }
  return Readable.from(pieces(), { highWaterMark: READY_EVENTS });
}
