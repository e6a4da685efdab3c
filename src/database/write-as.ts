import type { ClaimedPiece } from "../domain/piece.ts";
import { holdPiece } from "./leases.ts";
import { patiently } from "./patiently.ts";
import type { Database, Transaction } from "./schema.ts";

/** A worker's piece is no longer its own: it was cancelled, or given to another. The worker forgets it and writes nothing. */
export class PieceTaken extends Error {
  override readonly name = "PieceTaken";
}

/**
 * Writes on behalf of a piece, all or nothing, and only while it belongs to this attempt. What was worked for is not given
 * up because the database was away for a moment: it is written when it is back. Where the first try went through although
 * nobody said so, the piece is no longer this attempt's, and the second writes nothing.
 * @throws {PieceTaken} when it does not, and nothing is written; {Failure} `database-unavailable`
 */
export function writeAs<Result>(
  db: Database,
  piece: ClaimedPiece,
  write: (within: Transaction) => Promise<Result>,
): Promise<Result> {
  return patiently(() =>
    db.transaction().execute(async (within) => {
      if (!(await holdPiece(within, piece))) throw new PieceTaken(`Attempt ${piece.attempt} no longer holds its piece`);
      return write(within);
    }),
  );
}
