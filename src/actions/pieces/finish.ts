import { sql } from "kysely";
import { appendEvents } from "../../database/events.ts";
import { noteForWebhooks, toProgress } from "../../database/jobs.ts";
import { promotePieces } from "../../database/promote.ts";
import type { Transaction } from "../../database/schema.ts";
import { writeAs } from "../../database/write-as.ts";
import type { ClaimedPiece, Lane } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";

/**
 * Ends a piece. Its output, what else is to be written, and the pieces that waited for it commit together, fenced by the
 * attempt; those who wait are told after the commit.
 * @throws {PieceTaken} and nothing is written
 */
export async function finish(
  { db, bell, news }: Pick<Services, "db" | "bell" | "news">,
  piece: ClaimedPiece,
  output: unknown,
  write: (within: Transaction) => Promise<void>,
): Promise<void> {
  const ready = await writeAs(db, piece, async (within) => {
    await endPiece(within, piece, output);
    await write(within);
    return promotePieces(within, piece.job);
  });
  await tell({ bell, news }, piece.job, ready);
}

/** Writes down that a piece is done. For the transaction that holds it, before what ends the job: that cancels what is open. */
export async function endPiece(within: Transaction, { id }: Pick<ClaimedPiece, "id">, output: unknown): Promise<void> {
  await within
    .updateTable("pieces")
    .set({
      state: "done",
      output: JSON.stringify(output),
      error: null,
      lease_until: null,
      finished_at: sql<Date>`now()`,
    })
    .where("id", "=", id)
    .execute();
}

/** More workers than this are not woken at once; those who are left find the rest when they look by themselves. */
export const MOST_RINGS = 64;

/** Wakes a worker for each piece that has become ready, given by its lane, and those who watch the job. */
export async function tell(
  { bell, news }: Pick<Services, "bell" | "news">,
  job: string,
  ready: readonly Lane[],
): Promise<void> {
  await Promise.all([...ready.slice(0, MOST_RINGS).map((lane) => bell.ring(lane)), news.tell({ job, kind: "events" })]);
}

/** Writes down how far a job is as an event, and for webhooks that want to know. */
export async function appendProgress(within: Transaction, job: string): Promise<void> {
  const row = await within.selectFrom("jobs").selectAll().where("id", "=", job).executeTakeFirstOrThrow();
  await appendEvents(within, job, [{ type: "progress", progress: toProgress(row) }]);
  await noteForWebhooks(within, job, "job.progress");
}
