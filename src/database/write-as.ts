import type { ClaimedPiece } from "../domain/piece.ts";
import { holdPiece } from "./leases.ts";
import type { Database, Transaction } from "./schema.ts";

/** A worker's piece is no longer his: it was cancelled, or given to another. He forgets it and writes nothing. */
export class PieceTaken extends Error {
  override readonly name = "PieceTaken";
}

/**
 * Writes on behalf of a piece, all or nothing, and only while it belongs to this attempt.
 * @throws {PieceTaken} when it does not, and nothing is written
 */
export function writeAs<Result>(
  db: Database,
  piece: ClaimedPiece,
  write: (within: Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (within) => {
    if (!(await holdPiece(within, piece))) throw new PieceTaken(`Attempt ${piece.attempt} no longer holds its piece`);
    return write(within);
  });
}
