import type { TranscriptionOptions } from "../../domain/transcription.ts";
import type { Engine } from "../../ports/engine.ts";
import type { Piece } from "../cutting/pieces.ts";
import { engineOptions } from "./engine-options.ts";
import { type RecognisedPiece, recognise } from "./recognise.ts";
import { type SettledPiece, settle, sureLanguage } from "./settle.ts";

/** A piece with what stands of it. */
export interface HeardPiece {
  readonly type: "heard";
  readonly piece: Piece;
  readonly settled: SettledPiece;
  /** The language, where this piece has settled it. */
  readonly found: RecognisedPiece["language"];
  readonly warnings: readonly string[];
}

export interface PieceHearer {
  /** May be called again before it has ended. @throws {Failure} of the engine */
  hear(piece: Piece): Promise<HeardPiece>;
}

/**
 * Recognises the pieces of one recording, given in their order. Until it is known which language is likely each waits for
 * the one before: else the text would depend on which was faster.
 */
export function pieceHearer(engine: Engine, asked: TranscriptionOptions, signal: AbortSignal): PieceHearer {
  const options = engineOptions(asked);
  let likely = options.language;
  let before: Promise<unknown> = Promise.resolve();

  async function hearNow(piece: Piece): Promise<HeardPiece> {
    const expecting = likely === undefined ? options : { ...options, likelyLanguage: likely };
    const recognised = await recognise(engine, piece, expecting, signal);
    const settled = settle(recognised.heard, asked, piece.channel);
    const found = likely === undefined ? sureLanguage(recognised.language, settled) : null;
    if (found) likely = found.language;
    return { type: "heard", piece, settled, found, warnings: recognised.warnings };
  }

  return {
    hear(piece) {
      const heard = likely === undefined ? before.then(() => hearNow(piece)) : hearNow(piece);
      before = heard;
      return heard;
    },
  };
}
