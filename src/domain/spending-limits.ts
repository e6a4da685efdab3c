import { Failure } from "./failure.ts";

/** How much may be used. What is left out has no limit. Days and months are those of UTC. */
export interface SpendingLimits {
  readonly minutesPerDay?: number | undefined;
  readonly minutesPerMonth?: number | undefined;
  readonly dollarsPerDay?: number | undefined;
  readonly dollarsPerMonth?: number | undefined;
}

/** Seconds of sound and what they cost, in whole numbers: sums of them are exact. */
export interface Amount {
  readonly milliseconds: number;
  /** A thousand millionth of a dollar: the price of a millisecond is a whole number of them. */
  readonly nanodollars: number;
}

/** What some seconds come to, to the millisecond. */
export function amountOf(seconds: number, dollarsAMinute: number): Amount {
  const milliseconds = Math.round(seconds * 1000);
  return { milliseconds, nanodollars: Math.round((milliseconds * dollarsAMinute * 1e9) / 60_000) };
}

export const addAmounts = (amounts: readonly Amount[]): Amount => ({
  milliseconds: amounts.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  nanodollars: amounts.reduce((sum, { nanodollars }) => sum + nanodollars, 0),
});

/**
 * Holds what would be used against the limits.
 * @param used what this day and this month would come to with the request
 * @param whose names them in the message: "in total" or "for this key"
 * @throws {Failure} `usage-limit-reached`
 */
export function checkLimits(
  limits: SpendingLimits,
  used: { readonly day: Amount; readonly month: Amount },
  whose: string,
): void {
  const { minutesPerDay, minutesPerMonth, dollarsPerDay, dollarsPerMonth } = limits;
  const { day, month } = used;
  const minutes = (limit: number | undefined, { milliseconds }: Amount, each: string) =>
    checkLimit(limit, { used: milliseconds, unit: 60_000 }, `minutes a ${each} ${whose}`);
  const dollars = (limit: number | undefined, { nanodollars }: Amount, each: string) =>
    checkLimit(limit, { used: nanodollars, unit: 1e9 }, `dollars a ${each} ${whose}`);
  minutes(minutesPerDay, day, "day");
  minutes(minutesPerMonth, month, "month");
  dollars(dollarsPerDay, day, "day");
  dollars(dollarsPerMonth, month, "month");
}

/** @param unit how much makes one of what the limit counts, for example milliseconds in a minute */
function checkLimit(limit: number | undefined, { used, unit }: { used: number; unit: number }, which: string): void {
  if (limit === undefined || used <= Math.round(limit * unit)) return;
  throw new Failure(
    "usage-limit-reached",
    `Remote engines may be used for ${limit} ${which}, and this would pass it. Wait until the day or the month is over (UTC), choose a model of this machine, or have the limit raised.`,
  );
}
