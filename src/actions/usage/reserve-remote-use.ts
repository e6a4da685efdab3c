import { randomUUID } from "node:crypto";
import { holdRemoteUse, lockRemoteUsage, type RemoteAmount } from "../../database/remote-usage.ts";
import { sumRemoteUsage } from "../../database/remote-usage-sums.ts";
import type { Database, Transaction } from "../../database/schema.ts";
import { dollarsAMinute, type Prices } from "../../domain/remote-prices.ts";
import { addAmounts, amountOf, checkLimits, type SpendingLimits } from "../../domain/spending-limits.ts";
import type { Use } from "../../ports/spending.ts";

/** The books in the database, and what holds for them. */
export interface RemoteBooks {
  readonly db: Database;
  /** Of everybody together. */
  readonly limits?: SpendingLimits | undefined;
  /** Of each key by itself. */
  readonly limitsPerKey?: SpendingLimits | undefined;
  /** Prices that are known better than in the list. */
  readonly prices?: Prices | undefined;
  /** Names this process in the books. */
  readonly worker: string;
}

/**
 * Holds room for a request to a remote engine, and gives what it is settled by. It counts from then on, also where this
 * process dies. All processes on the database look and write one after another, so no limit is passed together.
 * @param at counts for its day and month, in UTC
 * @throws {Failure} `usage-limit-reached`; nothing is held then
 */
export async function reserveRemoteUse(books: RemoteBooks, use: Use, at: Date): Promise<{ id: string }> {
  const { model, payer, seconds } = use;
  const amount = amountOf(seconds, dollarsAMinute(model, books.prices));
  const id = randomUUID();
  // With a snapshot for the whole transaction those before us would not be seen after the wait for the lock.
  const transaction = books.db.transaction().setIsolationLevel("read committed");
  await transaction.execute(async (within) => {
    await checkBooks(within, books, { payer, amount, at });
    await holdRemoteUse(within, { id, payer, model, at, amount, worker: books.worker });
  });
  return { id };
}

async function checkBooks(
  within: Transaction,
  { limits = {}, limitsPerKey = {} }: RemoteBooks,
  { payer, amount, at }: Pick<Use, "payer"> & { amount: RemoteAmount; at: Date },
): Promise<void> {
  const keyOfItsOwn = payer === null || payer.key === null ? undefined : { tenant: payer.tenant, key: payer.key };
  const asked = [
    { limits, whose: "in total", key: undefined },
    ...(keyOfItsOwn ? [{ limits: limitsPerKey, whose: "for this key", key: keyOfItsOwn }] : []),
  ].filter((one) => Object.values(one.limits).some((limit) => limit !== undefined));
  if (asked.length > 0) await lockRemoteUsage(within);
  for (const { limits, whose, key } of asked) {
    const { day, month } = await sumRemoteUsage(within, at, key);
    checkLimits(limits, { day: addAmounts([day, amount]), month: addAmounts([month, amount]) }, whose);
  }
}
