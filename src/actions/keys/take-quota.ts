import { addKeyUsage, type KeyBudget, readKeyBudget, takeUncharged } from "../../database/key-usage.ts";
import type { Database, Transaction } from "../../database/schema.ts";
import { Failure } from "../../domain/failure.ts";

/**
 * Counts jobs that are about to be opened for a key, in the transaction that opens them, and before it does.
 * @param asked.bytes of the recordings that came with them
 * @throws {Failure} `quota-reached` where they are more than it may; nothing is counted then
 */
export async function takeQuota(
  within: Transaction,
  { key, jobs, bytes }: { key: string | null; jobs: number; bytes: number },
): Promise<void> {
  if (key === null) return;
  const budget = await addKeyUsage(within, { key, bytes });
  if (!budget) return;
  const { openJobs, seconds } = budget;
  if (openJobs.most !== null && openJobs.used + jobs > openJobs.most)
    throw new Failure(
      "quota-reached",
      `This key may have ${openJobs.most} jobs open at the same time, and has ${openJobs.used}. Try again when some have ended.`,
      { retryAfterSeconds: UNTIL_SOME_HAVE_ENDED },
    );
  refuseBytes(budget);
  // What a recording lasts is known when it is decoded. Where nothing is left it need not be.
  if (seconds.most !== null && seconds.used >= seconds.most) throw noMinutes(seconds.most);
}

/** The same for a recording that came without a job. @throws {Failure} `quota-reached` */
export async function takeBytes(
  within: Transaction,
  { key, bytes }: { readonly key: string | null; readonly bytes: number },
): Promise<void> {
  const budget = key === null ? undefined : await addKeyUsage(within, { key, bytes });
  if (budget) refuseBytes(budget);
}

/** A look beforehand, without counting. @throws {Failure} `quota-reached` where a key may not send another byte today */
export async function refuseWhenSpent(db: Database, key: string | null): Promise<void> {
  const budget = key === null ? undefined : await readKeyBudget(db, key);
  if (budget) refuseBytes({ ...budget, bytes: { ...budget.bytes, used: budget.bytes.used + 1 } });
}

/** The same for one that has been fetched for a job. @throws {Failure} `quota-reached` */
export async function takeFetched(within: Transaction, { job, bytes }: { job: string; bytes: number }): Promise<void> {
  const { key } = await within
    .selectFrom("jobs")
    .select("key_id as key")
    .where("id", "=", job)
    .executeTakeFirstOrThrow();
  await takeBytes(within, { key, bytes });
}

/**
 * Charges the key of a job with what has been decoded of it since the last time, in the transaction that writes that down.
 * @throws {Failure} `quota-reached` where it may not use as much; nothing is charged then
 */
export async function takeSeconds(within: Transaction, job: string): Promise<void> {
  const uncharged = await takeUncharged(within, job);
  const budget = uncharged && (await addKeyUsage(within, uncharged));
  if (!budget) return;
  const { used, most } = budget.seconds;
  if (most !== null && used > most) throw noMinutes(most);
}

function refuseBytes({ bytes: { used, most } }: KeyBudget): void {
  if (most === null || used <= most) return;
  throw new Failure(
    "quota-reached",
    `This key may send ${Math.round(most / 1e4) / 100} MB of recordings a day (UTC), and this would be more. Try again tomorrow.`,
    { retryAfterSeconds: secondsUntil(nextDay) },
  );
}

const noMinutes = (mostSeconds: number) =>
  new Failure(
    "quota-reached",
    `This key may have ${Math.round(mostSeconds / 6) / 10} minutes of sound transcribed a month (UTC), and they are used. Try again next month, or ask for more.`,
    { retryAfterSeconds: secondsUntil(nextMonth) },
  );

const UNTIL_SOME_HAVE_ENDED = 10;

const nextDay = (now: Date): number => Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
const nextMonth = (now: Date): number => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);

function secondsUntil(moment: (now: Date) => number): number {
  const now = new Date();
  return Math.ceil((moment(now) - now.getTime()) / 1000);
}
