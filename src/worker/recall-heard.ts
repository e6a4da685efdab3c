import { keepHeard } from "../actions/pieces/keep-heard.ts";
import { readHeard } from "../database/heard-sound.ts";
import type { ClaimedPiece } from "../domain/piece.ts";
import { recallingDetector } from "../pipeline/cutting/recalling-detector.ts";
import type { DetectorAnswer, SpeechDetector } from "../ports/speech-detector.ts";
import type { Services } from "../services.ts";

/** Blocks that are kept together, about a minute of sound; with what is cut ahead of its reader a few minutes are lost. */
const KEPT_TOGETHER = 8;

export interface Recalled {
  readonly detector: Pick<SpeechDetector, "listen">;
  /** Keeps what was heard since, when it is worth it. @throws {PieceTaken} */
  keep(): Promise<void>;
}

/** The detector for a recording that is being cut, going on where an earlier attempt was cut off. */
export async function recallHeard(
  services: Pick<Services, "db" | "detector">,
  piece: ClaimedPiece,
  signal: AbortSignal,
): Promise<Recalled> {
  const before = await readHeard(services.db, piece.job);
  const detector = await services.detector(signal);
  let first = before.length;
  let answers: DetectorAnswer[] = [];
  return {
    detector: recallingDetector(detector, { before, onHeard: (answer) => void answers.push(answer) }),
    async keep() {
      if (answers.length < KEPT_TOGETHER) return;
      const heard = { first, answers };
      first += answers.length;
      answers = [];
      await keepHeard(services, piece, heard);
    },
  };
}
