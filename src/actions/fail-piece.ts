import { sql } from "kysely";
import { appendEvents } from "../database/events.ts";
import { endJob } from "../database/jobs.ts";
import { promotePieces } from "../database/promote.ts";
import type { Transaction } from "../database/schema.ts";
import { writeAs } from "../database/write-as.ts";
import { describeBug } from "../domain/describe-bug.ts";
import { Failure } from "../domain/failure.ts";
import { type JobError, toJobError } from "../domain/job.ts";
import { type ClaimedPiece, LANE_OF } from "../domain/piece.ts";
import type { Services } from "../services.ts";
import { tell } from "./finish.ts";

/** A piece that failed this often, each time with a cause that another try may mend, is dead. */
const MOST_FAILURES = 3;
/** An engine that is left alone for a while, or a service that is away, comes back: in a quarter of an hour, or not today. */
const MORE_FAILURES: Partial<Record<JobError["code"], number>> = { "engine-unreachable": 20, "usage-limit-reached": 1 };
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Writes down that the work of a piece said no. It is tried again after a while where that can help; else it is given up:
 * a stretch that cannot be recognised leaves the job partial, any other piece fails it.
 * @throws {PieceTaken}
 */
export async function failPiece(
  services: Pick<Services, "db" | "bell" | "news" | "log">,
  piece: ClaimedPiece,
  cause: unknown,
): Promise<void> {
  const { db, bell, log } = services;
  const error = errorOf(cause);
  const failures = piece.failures + 1;
  if (!(cause instanceof Failure)) log.error({ job: piece.job, stage: piece.stage, bug: describeBug(cause) }, "bug");
  log.warn({ job: piece.job, stage: piece.stage, attempt: piece.attempt, failures, code: error.code }, "piece failed");
  if (error.retry && failures < (MORE_FAILURES[error.code] ?? MOST_FAILURES)) {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 4 ** (failures - 1), LONGEST_PAUSE_MS);
    const delayMs = pauseMs * (1 + Math.random() / 4);
    await writeAs(db, piece, (within) => tryAgain(within, piece, { error, failures, delayMs }));
    await bell.ring(LANE_OF[piece.stage], { delayMs: Math.ceil(delayMs) });
    return;
  }
  await writeAs(db, piece, (within) => giveUp(within, piece, error));
  await tellGivenUp(services, piece);
}

async function tryAgain(
  within: Transaction,
  { id }: ClaimedPiece,
  { error, failures, delayMs }: { error: JobError; failures: number; delayMs: number },
): Promise<void> {
  await within
    .updateTable("pieces")
    .set({
      ...{ state: "ready", failures, error: JSON.stringify(error), lease_until: null, worker: null },
      run_after: sql<Date>`now() + make_interval(secs => ${delayMs / 1000})`,
    })
    .where("id", "=", id)
    .execute();
}

/** Gives a piece up for good: `dead` when another try might help, `failed` when it would not. */
export async function giveUp(
  within: Transaction,
  { id, job, stage }: Pick<ClaimedPiece, "id" | "job" | "stage">,
  error: JobError,
): Promise<void> {
  await within
    .updateTable("pieces")
    .set((eb) => ({
      ...{ state: error.retry ? "dead" : "failed", error: JSON.stringify(error), lease_until: null },
      failures: eb("failures", "+", 1),
      finished_at: sql<Date>`now()`,
    }))
    .where("id", "=", id)
    .execute();
  if (stage !== "recognise") {
    await endJob(within, job, { state: "failed", error });
    return;
  }
  const message = `A stretch of the recording could not be recognised: ${error.detail}`;
  await appendEvents(within, job, [{ type: "warning", message }]);
  await promotePieces(within, job);
}

/** Tells those who watch, and where the job has ended with the piece, those who work on the rest of it. */
export async function tellGivenUp(
  services: Pick<Services, "bell" | "news">,
  { job, stage }: Pick<ClaimedPiece, "job" | "stage">,
): Promise<void> {
  await tell(services, job);
  if (stage !== "recognise") await services.news.tell({ job, kind: "cancelled" });
}

/** A bug is told by its name alone: its message may hold anything. */
function errorOf(cause: unknown): JobError {
  if (cause instanceof Failure) return toJobError(cause);
  return {
    code: "internal-error",
    detail: "Something went wrong in Scribewell itself; its log says where.",
    retry: true,
  };
}
