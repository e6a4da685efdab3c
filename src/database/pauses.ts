import { sql } from "kysely";
import type { Stage } from "../domain/piece.ts";
import type { Database, Transaction } from "./schema.ts";

/** A piece whose time has come. */
export interface PausedPiece {
  readonly id: string;
  readonly job: string;
  readonly stage: Stage;
}

/** As many as are woken in one round. */
const AT_ONCE = 500;

/** Pieces that are paused although their time has come, the oldest first. */
export async function pausesOver(db: Database): Promise<PausedPiece[]> {
  return db
    .selectFrom("pieces")
    .select(["id", "job_id as job", "stage"])
    .where("state", "=", "paused")
    .where("run_after", "<=", sql<Date>`now()`)
    .orderBy("run_after")
    .limit(AT_ONCE)
    .execute();
}

/** Makes a paused piece ready, its job locked before it. @returns false when it is not paused any more, or not over */
export async function wakePiece(within: Transaction, { id, job }: PausedPiece): Promise<boolean> {
  await within.selectFrom("jobs").select("id").where("id", "=", job).forUpdate().execute();
  const woken = await within
    .updateTable("pieces")
    .set({ state: "ready" })
    .where("id", "=", id)
    .where("state", "=", "paused")
    .where("run_after", "<=", sql<Date>`now()`)
    .returning("id")
    .executeTakeFirst();
  return woken !== undefined;
}
