import { sql } from "kysely";
import type { ClaimedPiece, Stage } from "../domain/piece.ts";
import { LEASE_SECONDS } from "./claim.ts";
import type { Database, Transaction } from "./schema.ts";

type Attempt = Pick<ClaimedPiece, "id" | "job" | "attempt">;

/** Keeps a piece for its worker. @returns false when it is no longer its own: cancelled, or given to another */
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
export async function holdPiece(within: Transaction, { id, job, attempt }: Attempt): Promise<boolean> {
  await within.selectFrom("jobs").select("id").where("id", "=", job).forUpdate().execute();
  const row = await within
    .selectFrom("pieces")
    .select("id")
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", "running")
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives a piece back as if it had not been taken: the worker stops. */
export async function handBack(db: Database, attempt: Attempt): Promise<void> {
  await db.transaction().execute(async (within) => {
    if (!(await holdPiece(within, attempt))) return;
    await within
      .updateTable("pieces")
      .set({ state: "ready", lease_until: null, worker: null })
      .where("id", "=", attempt.id)
      .execute();
  });
}

/** A piece whose worker did not come back. */
export interface LostPiece {
  readonly id: string;
  readonly job: string;
  readonly stage: Stage;
  /** The attempt that came to nothing. */
  readonly attempt: number;
  /** How often this happened to it before. */
  readonly leaseLost: number;
}

/** Makes every running piece ready again: with an embedded database there was one worker, and it is gone. */
export async function voidLeases(within: Transaction): Promise<LostPiece[]> {
  return within
    .updateTable("pieces")
    .set((eb) => ({
      state: "ready",
      lease_until: null,
      worker: null,
      run_after: sql<Date>`now()`,
      lease_lost: eb("lease_lost", "+", 1),
    }))
    .where("state", "=", "running")
    .returning((eb) => ["id", "job_id as job", "stage", "attempt", eb("lease_lost", "-", 1).as("leaseLost")])
    .execute();
}

/** As many lost pieces as are taken back in one round. */
const AT_ONCE = 500;

/**
 * Pieces whose lease has run out, but for those that whoever asks is at work on: its machine has slept, and it goes on. What it
 * has claimed and is not at work on is lost like any other: the answer to the claim did not come, or its end could not be
 * written down.
 */
export async function expiredLeases(
  db: Database,
  { atWork }: { readonly atWork: Iterable<Pick<ClaimedPiece, "id">> },
): Promise<LostPiece[]> {
  return db
    .selectFrom("pieces")
    .select(["id", "job_id as job", "stage", "attempt", "lease_lost as leaseLost"])
    .where("state", "=", "running")
    .where("lease_until", "<", sql<Date>`now()`)
    .where("id", "!=", sql<string>`all(${[...atWork].map(({ id }) => id)}::bigint[])`)
    .limit(AT_ONCE)
    .execute();
}

/** Locks a piece whose lease has run out, and its job. @returns false when it is not lost any more */
export async function holdLost(within: Transaction, lost: LostPiece): Promise<boolean> {
  if (!(await holdPiece(within, lost))) return false;
  const row = await within
    .selectFrom("pieces")
    .select("id")
    .where("id", "=", lost.id)
    .where("lease_until", "<", sql<Date>`now()`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes a lost piece ready again, for others. */
export async function takeBack(within: Transaction, { id }: Pick<LostPiece, "id">): Promise<void> {
  await within
    .updateTable("pieces")
    .set((eb) => ({
      state: "ready",
      lease_until: null,
      worker: null,
      lease_lost: eb("lease_lost", "+", 1),
      run_after: sql<Date>`now()`,
    }))
    .where("id", "=", id)
    .execute();
}
