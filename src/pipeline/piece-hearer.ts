import type { Engine, RecogniseOptions } from "../ports/engine.ts";
import type { Piece } from "./pieces.ts";
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
  /** The language asked for or settled. */
  readonly language: string | undefined;
}

/**
 * Recognises the pieces of one recording, given in their order. Until the language is settled each waits for the one
 * before: else the text would depend on which was faster.
 */
export function pieceHearer(engine: Engine, options: RecogniseOptions, signal: AbortSignal): PieceHearer {
  let { language } = options;
  let before: Promise<unknown> = Promise.resolve();

  async function hearNow(piece: Piece): Promise<HeardPiece> {
    const asked = language === undefined ? options : { ...options, language };
    const recognised = await recognise(engine, piece, asked, signal);
    const settled = settle(recognised.heard);
    const found = sureLanguage(recognised.language, settled);
    if (found) language = found.language;
    return { type: "heard", piece, settled, found, warnings: recognised.warnings };
  }

  return {
    get language() {
      return language;
    },
    hear(piece) {
      const heard = language === undefined ? before.then(() => hearNow(piece)) : hearNow(piece);
      before = heard;
      return heard;
    },
  };
}
