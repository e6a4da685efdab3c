import { sql } from "kysely";
import type { ClaimedPiece, Stage } from "../domain/piece.ts";
import { LEASE_SECONDS } from "./claim.ts";
import type { Database, Transaction } from "./schema.ts";

type Attempt = Pick<ClaimedPiece, "id" | "job" | "attempt">;

/** Keeps a piece for its worker. @returns false when it is no longer his: cancelled, or given to another */
export async function extendLease(db: Database, { id, attempt }: Attempt): Promise<boolean> {
  const row = await db
    .updateTable("pieces")
    .set({ lease_until: sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})` })
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", "running")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Locks a piece for writing on its behalf, and its job before it: whoever writes to both takes them in this order.
 * @returns false when it is no longer this attempt's: nothing may be written then
 */
export function holdPiece(within: Transaction, attempt: Attempt): Promise<boolean> {
  return hold(within, attempt, "running");
}

/** Locks a piece that was taken back. @returns false when it has been claimed since, or its job has ended */
export function holdLost(within: Transaction, lost: LostPiece): Promise<boolean> {
  return hold(within, lost, "ready");
}

async function hold(within: Transaction, { id, job, attempt }: Attempt, state: "running" | "ready"): Promise<boolean> {
  await within.selectFrom("jobs").select("id").where("id", "=", job).forUpdate().execute();
  const row = await within
    .selectFrom("pieces")
    .select("id")
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", state)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a piece back as if it had not been taken: the worker stops. */
export async function handBack(db: Database, { id, attempt }: Attempt): Promise<void> {
  await db
    .updateTable("pieces")
    .set({ state: "ready", lease_until: null, worker: null })
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", "running")
    .execute();
}

/** A piece whose worker did not come back. */
export interface LostPiece {
  readonly id: string;
  readonly job: string;
  readonly stage: Stage;
  /** The attempt that came to nothing. */
  readonly attempt: number;
  readonly leaseLost: number;
}

/**
 * Makes every running piece ready again: with an embedded database there was one worker, and it is gone. That counts
 * against no piece: nothing tells whether one of them was to blame. @returns how many there were
 */
export async function voidLeases(db: Database): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("pieces")
    .set({ state: "ready", lease_until: null, worker: null, run_after: sql<Date>`now()` })
    .where("state", "=", "running")
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/**
 * Makes pieces ready again whose lease has run out. Not those of the worker who asks: he lives, and his machine has slept.
 */
export async function takeBackExpired(db: Database, { worker }: { worker: string }): Promise<LostPiece[]> {
  const rows = await db
    .updateTable("pieces")
    .set((eb) => ({
      state: "ready",
      lease_until: null,
      worker: null,
      lease_lost: eb("lease_lost", "+", 1),
      run_after: sql<Date>`now()`,
    }))
    .where("state", "=", "running")
    .where("lease_until", "<", sql<Date>`now()`)
    .where("worker", "!=", worker)
    .returning(["id", "job_id as job", "stage", "attempt", "lease_lost as leaseLost"])
    .execute();
  return rows;
}
