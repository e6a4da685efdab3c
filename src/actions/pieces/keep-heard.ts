import { addHeard, type HeardBlocks } from "../../database/heard-sound.ts";
import { writeAs } from "../../database/write-as.ts";
import type { ClaimedPiece } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";

/** Keeps what was heard of a recording so far: another attempt at its piece goes on from there. @throws {PieceTaken} */
export async function keepHeard({ db }: Pick<Services, "db">, piece: ClaimedPiece, heard: HeardBlocks): Promise<void> {
  await writeAs(db, piece, (within) => addHeard(within, piece.job, heard));
}
