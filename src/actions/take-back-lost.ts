import { holdLost, type LostPiece, takeBackExpired } from "../database/leases.ts";
import type { Database } from "../database/schema.ts";
import type { JobError } from "../domain/job.ts";
import type { Services } from "../services.ts";
import { giveUp, tellGivenUp } from "./fail-piece.ts";
import { tell } from "./finish.ts";

/** A piece that lost its worker this often takes its workers down. */
const MOST_LOSSES = 5;

const WORKER_LOST: JobError = {
  code: "worker-lost",
  detail: `The worker vanished ${MOST_LOSSES} times over this piece, and nothing says why.`,
  retry: true,
};

/** Gives pieces whose workers fell silent to others, at once. One that keeps losing its worker is given up. */
export async function takeBackLost(services: Pick<Services, "db" | "bell" | "news" | "log" | "worker">): Promise<void> {
  for (const lost of await takeBackExpired(services.db, services)) {
    services.log.warn({ job: lost.job, stage: lost.stage, leaseLost: lost.leaseLost }, "worker lost");
    if (lost.leaseLost >= MOST_LOSSES && (await giveUpLost(services.db, lost))) await tellGivenUp(services, lost);
    else await tell(services, lost.job);
  }
}

/** @returns false when meanwhile it was claimed once more, or its job ended */
function giveUpLost(db: Database, lost: LostPiece): Promise<boolean> {
  return db.transaction().execute(async (within) => {
    const isHeld = await holdLost(within, lost);
    if (isHeld) await giveUp(within, lost, WORKER_LOST);
    return isHeld;
  });
}
