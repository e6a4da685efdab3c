import { expiredLeases, holdLost, type LostPiece, takeBack, voidLeases } from "../../database/leases.ts";
import type { Database } from "../../database/schema.ts";
import type { JobError } from "../../domain/job.ts";
import { LANE_OF, type Lane } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";
import { giveUp, tellGivenUp } from "./fail-piece.ts";
import { tell } from "./finish.ts";

/** A piece that lost its worker this often takes its workers down. */
const MOST_LOSSES = 5;

/** One process alone has many at work when it is cut off, and nothing tells which was to blame, if any. */
const MOST_LOSSES_TOGETHER = 25;

const workerLost = (times: number): JobError => ({
  code: "worker-lost",
  detail: `The worker vanished ${times} times over this piece, and nothing says why.`,
  retry: true,
});

/**
 * Gives pieces whose workers fell silent to others, at once. One that keeps losing its worker is given up. Several
 * processes may do this at the same time: each piece is taken back once.
 */
export async function takeBackLost(services: Pick<Services, "db" | "bell" | "news" | "log" | "atWork">): Promise<void> {
  for (const lost of await expiredLeases(services.db, services)) {
    const outcome = await takeBackOne(services.db, lost);
    if (outcome === undefined) continue;
    services.log.warn({ job: lost.job, stage: lost.stage, leaseLost: lost.leaseLost + 1 }, "worker lost");
    if (outcome.isGivenUp) await tellGivenUp(services, lost, outcome.ready);
    else await tell(services, lost.job, outcome.ready);
  }
}

/** @returns undefined when it is not lost any more: claimed once more, or its job has ended */
function takeBackOne(db: Database, lost: LostPiece): Promise<{ isGivenUp: boolean; ready: Lane[] } | undefined> {
  return db.transaction().execute(async (within) => {
    if (!(await holdLost(within, lost))) return undefined;
    await takeBack(within, lost);
    if (lost.leaseLost + 1 < MOST_LOSSES) return { isGivenUp: false, ready: [LANE_OF[lost.stage]] };
    return { isGivenUp: true, ready: await giveUp(within, lost, workerLost(MOST_LOSSES)) };
  });
}

/**
 * The same at the start of a process that has its database for itself: whatever was being worked on is not any more. A
 * piece that has been cut off again and again is given up, or one that takes the process down would do so for ever.
 */
export function takeBackOwn(db: Database): Promise<{ again: number; givenUp: number }> {
  return db.transaction().execute(async (within) => {
    const lost = await voidLeases(within);
    const fatal = lost.filter(({ leaseLost }) => leaseLost + 1 >= MOST_LOSSES_TOGETHER);
    for (const piece of fatal) await giveUp(within, piece, workerLost(MOST_LOSSES_TOGETHER));
    return { again: lost.length - fatal.length, givenUp: fatal.length };
  });
}
