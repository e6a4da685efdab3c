import { type PausedPiece, pausesOver, wakePiece } from "../../database/pauses.ts";
import { LANE_OF, type Lane } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";

/** Makes ready what was paused until now, and rings for it. */
export async function wakePaused({ db, bell }: Pick<Services, "db" | "bell">): Promise<void> {
  const lanes = new Set<Lane>();
  for (const paused of await pausesOver(db)) if (await wakeOne({ db }, paused)) lanes.add(LANE_OF[paused.stage]);
  for (const lane of lanes) await bell.ring(lane);
}

const wakeOne = ({ db }: Pick<Services, "db">, paused: PausedPiece): Promise<boolean> =>
  db.transaction().execute((within) => wakePiece(within, paused));
