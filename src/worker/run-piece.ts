import { failPiece, isOfSurroundings } from "../actions/pieces/fail-piece.ts";
import { extendLease, handBack } from "../database/leases.ts";
import { isDatabaseAway, patiently } from "../database/patiently.ts";
import { PieceTaken } from "../database/write-as.ts";
import { type ClaimedPiece, LANE_OF, type Stage as StageName } from "../domain/piece.ts";
import type { Services } from "../services.ts";
import type { Courtesy } from "./courtesy.ts";
import type { Stage } from "./stage.ts";
import { assembleStage } from "./stages/assemble.ts";
import { fetchStage } from "./stages/fetch.ts";
import { prepareStage } from "./stages/prepare.ts";
import { recogniseStage } from "./stages/recognise.ts";

/** A stage without a line here does not compile. */
const STAGES: Readonly<Record<StageName, Stage>> = {
  fetch: fetchStage,
  prepare: prepareStage,
  recognise: recogniseStage,
  assemble: assembleStage,
};

const HEARTBEAT_MS = 20_000;

/** Why a piece is left without a word: it belongs to somebody else, or its job was cancelled. */
const TAKEN = new PieceTaken("The piece is no longer this worker's");

/**
 * Runs one piece to its end, its failure, or until it is taken away. Never throws.
 * @returns `unfit` where the worker's surroundings kept it from its work: the next piece would not fare better here
 * @param within `stopping`: the worker has to end, and what is not done is handed back as if it had not been taken;
 * `manners`: who gives way to whom in this worker
 */
export async function runPiece(
  services: Services,
  piece: ClaimedPiece,
  { stopping, manners }: { stopping: AbortSignal; manners: Courtesy },
): Promise<"fit" | "unfit"> {
  const taken = new AbortController();
  const signal = AbortSignal.any([stopping, taken.signal]);
  const stopListening = services.news.listen(({ job, kind }) => {
    if (job === piece.job && kind === "cancelled") taken.abort(TAKEN);
  });
  const leave = piece.small ? manners.small() : () => {};
  const giveWay = async () => {
    if (!piece.small) await manners.giveWay(signal);
  };
  services.atWork.add(piece);
  const heartbeat = setInterval(() => void beat(services, piece, taken), HEARTBEAT_MS);
  try {
    await STAGES[piece.stage](services, piece, signal, giveWay);
    return "fit";
  } catch (error) {
    if (error instanceof PieceTaken || taken.signal.aborted) return "fit";
    await settleFailure(services, piece, stopping.aborted ? undefined : error);
    return isOfSurroundings(error) ? "unfit" : "fit";
  } finally {
    clearInterval(heartbeat);
    services.atWork.delete(piece);
    leave();
    stopListening();
  }
}

async function beat({ db, log }: Services, piece: ClaimedPiece, taken: AbortController): Promise<void> {
  try {
    if (!(await extendLease(db, piece))) taken.abort(TAKEN);
  } catch {
    // The lease outlasts two beats that fail; a database that stays away takes the piece with it.
    log.warn({ job: piece.job, stage: piece.stage }, "heartbeat failed");
  }
}

/** @param error undefined where the worker itself is stopping */
async function settleFailure(services: Services, piece: ClaimedPiece, error: unknown): Promise<void> {
  try {
    // A database that was away says nothing of the piece.
    if (error === undefined || isDatabaseAway(error)) await giveBack(services, piece);
    else await failPiece(services, piece, error);
  } catch (second) {
    // Taken meanwhile, or the database is away: the lease runs out, and the sweeper gives the piece to another.
    if (!(second instanceof PieceTaken))
      services.log.error({ job: piece.job, stage: piece.stage }, "a failure could not be written down");
  }
}

/** Another worker need not wait for the sweeper. */
async function giveBack({ db, bell }: Services, piece: ClaimedPiece): Promise<void> {
  await patiently(() => handBack(db, piece));
  await bell.ring(LANE_OF[piece.stage]);
}
