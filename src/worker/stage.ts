import type { ClaimedPiece } from "../domain/piece.ts";
import type { Services } from "../services.ts";

/**
 * The work of one piece, from what it finds in the database and the blob store to what it leaves there. Running it again
 * after it was cut off anywhere gives the same.
 * @throws {Failure} the work says no; {PieceTaken} it is no longer this worker's; the signal's reason
 */
export type Stage = (
  services: Services,
  piece: ClaimedPiece,
  signal: AbortSignal,
  /** Await it between two steps of work that takes long: what takes a moment goes first. */
  giveWay: () => Promise<void>,
) => Promise<void>;
