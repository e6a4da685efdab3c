import { sql } from "kysely";
import { appendEvents } from "../database/events.ts";
import { toProgress } from "../database/jobs.ts";
import { promotePieces } from "../database/promote.ts";
import type { Transaction } from "../database/schema.ts";
import { writeAs } from "../database/write-as.ts";
import { type ClaimedPiece, LANES } from "../domain/piece.ts";
import type { Services } from "../services.ts";

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
  await writeAs(db, piece, async (within) => {
    await within
      .updateTable("pieces")
      .set({
        state: "done",
        output: JSON.stringify(output),
        error: null,
        lease_until: null,
        finished_at: sql<Date>`now()`,
      })
      .where("id", "=", piece.id)
      .execute();
    await write(within);
    await promotePieces(within, piece.job);
  });
  await tell({ bell, news }, piece.job);
}

/** Wakes workers for whatever has become ready, and those who watch the job. */
export async function tell({ bell, news }: Pick<Services, "bell" | "news">, job: string): Promise<void> {
  for (const lane of LANES) await bell.ring(lane);
  await news.tell({ job, kind: "events" });
}

/** Writes down how far a job is as an event. */
export async function appendProgress(within: Transaction, job: string): Promise<void> {
  const row = await within.selectFrom("jobs").selectAll().where("id", "=", job).executeTakeFirstOrThrow();
  await appendEvents(within, job, [{ type: "progress", progress: toProgress(row) }]);
}
