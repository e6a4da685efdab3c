import { sql } from "kysely";
import type { Payer } from "../ports/engine.ts";
import type { Database, Transaction } from "./schema.ts";

/** Seconds of sound and what they cost, in whole numbers. */
export interface RemoteAmount {
  readonly milliseconds: number;
  /** A thousand millionth of a dollar. */
  readonly nanodollars: number;
}

/** Any number but that of the migrations. */
const LOCK = 7_265_372;

/**
 * Lets nobody else look into the books and write there until this transaction has ended, in whatever process. What others
 * had written is seen by the statements after this one alone: the transaction must be `read committed`.
 */
export async function lockRemoteUsage(within: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(within);
}

/** One request, as it is held. */
export interface HeldUse {
  readonly id: string;
  readonly payer: Payer | null;
  readonly model: string;
  readonly at: Date;
  readonly amount: RemoteAmount;
  readonly worker: string;
}

/** Writes down that room is held for a request. It counts from then on. */
export async function holdRemoteUse(within: Transaction, use: HeldUse): Promise<void> {
  const { id, payer, model, at, amount, worker } = use;
  await within
    .insertInto("remote_uses")
    .values({
      id,
      model,
      at,
      worker,
      tenant_id: payer?.tenant ?? null,
      key_id: payer?.key ?? null,
      reserved_milliseconds: amount.milliseconds,
      reserved_nanodollars: amount.nanodollars,
    })
    .execute();
}

/** Counts what was used instead of what was held. Nothing happens where something was said of the request before. */
export async function settleHeldUse(db: Database, id: string, actual: RemoteAmount): Promise<void> {
  const { milliseconds, nanodollars } = actual;
  await db
    .updateTable("remote_uses")
    .set({ state: "settled", settled_milliseconds: milliseconds, settled_nanodollars: nanodollars })
    .set({ ended_at: sql<Date>`now()` })
    .where("id", "=", id)
    .where("state", "=", "reserved")
    .execute();
}

/** Counts nothing of it any more. Nothing happens where something was said of the request before. */
export async function releaseHeldUse(db: Database, id: string): Promise<void> {
  await db
    .updateTable("remote_uses")
    .set({ state: "released", ended_at: sql<Date>`now()` })
    .where("id", "=", id)
    .where("state", "=", "reserved")
    .execute();
}
