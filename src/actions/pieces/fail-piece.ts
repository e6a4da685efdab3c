import { sql } from "kysely";
import { appendEvents } from "../../database/events.ts";
import { endJob } from "../../database/jobs.ts";
import { promotePieces } from "../../database/promote.ts";
import type { Transaction } from "../../database/schema.ts";
import { writeAs } from "../../database/write-as.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import { Failure } from "../../domain/failure.ts";
import { type JobError, toJobError } from "../../domain/job.ts";
import { type ClaimedPiece, LANE_OF, type Lane } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";
import { tell } from "./finish.ts";

/**
 * What is wrong with the surroundings says nothing of the piece: for a day it is tried again as if it had not failed, and a
 * store that was away for an hour costs no job.
 */
const OF_SURROUNDINGS = new Set<JobError["code"]>(["storage-unavailable", "disk-full"]);

/** Whether the worker cannot do its work where it is, rather than this piece. */
export const isOfSurroundings = (cause: unknown): boolean =>
  cause instanceof Failure && OF_SURROUNDINGS.has(cause.code);

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
  const { db, log } = services;
  const { job, stage, attempt } = piece;
  const error = errorOf(cause);
  if (isOfSurroundings(cause) && (await isOfToday(services, piece))) {
    log.warn({ job, stage, attempt, code: error.code }, "piece put off");
    const delayMs = pauseAfter(Math.min(attempt, 10));
    return putOff(services, piece, { error, failures: piece.failures, delayMs });
  }
  const failures = piece.failures + 1;
  if (!(cause instanceof Failure)) log.error({ job, stage, bug: describeBug(cause) }, "bug");
  log.warn({ job, stage, attempt, failures, code: error.code }, "piece failed");
  if (error.retry && failures < (MORE_FAILURES[error.code] ?? MOST_FAILURES))
    return putOff(services, piece, { error, failures, delayMs: pauseAfter(failures) });
  const ready = await writeAs(db, piece, (within) => giveUp(within, piece, error));
  await tellGivenUp(services, piece, ready);
}

const pauseAfter = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 4 ** (failures - 1), LONGEST_PAUSE_MS) * (1 + Math.random() / 4);

async function isOfToday({ db }: Pick<Services, "db">, { job }: ClaimedPiece): Promise<boolean> {
  const found = await db
    .selectFrom("jobs")
    .select("id")
    .where("id", "=", job)
    .where("started_at", ">", sql<Date>`now() - interval '1 day'`)
    .executeTakeFirst();
  return found !== undefined;
}

/** It is tried again after a pause. */
async function putOff(
  { db, bell }: Pick<Services, "db" | "bell">,
  piece: ClaimedPiece,
  { error, failures, delayMs }: { error: JobError; failures: number; delayMs: number },
): Promise<void> {
  await writeAs(db, piece, (within) =>
    within
      .updateTable("pieces")
      .set({
        state: "paused",
        failures,
        error: JSON.stringify(error),
        lease_until: null,
        worker: null,
        run_after: sql<Date>`now() + make_interval(secs => ${delayMs / 1000})`,
      })
      .where("id", "=", piece.id)
      .execute(),
  );
  await bell.ring(LANE_OF[piece.stage], { delayMs: Math.ceil(delayMs) });
}

/**
 * Gives a piece up for good: `dead` when another try might help, `failed` when it would not.
 * @returns the lane of each piece that waited for it
 */
export async function giveUp(
  within: Transaction,
  { id, job, stage }: Pick<ClaimedPiece, "id" | "job" | "stage">,
  error: JobError,
): Promise<Lane[]> {
  await within
    .updateTable("pieces")
    .set((eb) => ({
      state: error.retry ? "dead" : "failed",
      error: JSON.stringify(error),
      lease_until: null,
      failures: eb("failures", "+", 1),
      finished_at: sql<Date>`now()`,
    }))
    .where("id", "=", id)
    .execute();
  if (stage !== "recognise") {
    await endJob(within, job, { state: "failed", error });
    return [];
  }
  const message = `A stretch of the recording could not be recognised: ${error.detail}`;
  await appendEvents(within, job, [{ type: "warning", message }]);
  return promotePieces(within, job);
}

/** Tells those who watch, and where the job has ended with the piece, those who work on the rest of it. */
export async function tellGivenUp(
  services: Pick<Services, "bell" | "news">,
  { job, stage }: Pick<ClaimedPiece, "job" | "stage">,
  ready: readonly Lane[],
): Promise<void> {
  await tell(services, job, ready);
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
