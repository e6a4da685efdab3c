import type { RemoteSums } from "../../database/remote-usage-sums.ts";
import type { SpendingLimits } from "../../domain/spending-limits.ts";

/** A limit and how much of it is used, in its unit. */
export interface LimitLeft {
  readonly unit: "minutes" | "dollars";
  readonly period: "day" | "month";
  readonly limit: number;
  readonly used: number;
  /** 0 where more was used than is allowed: a limit may be lowered, and a request may come to more than was held for it. */
  readonly left: number;
}

const WHOLE = { minutes: 60_000, dollars: 1e9 };

/** Each limit there is, with what is left of it. */
export function limitsLeft(limits: SpendingLimits, { day, month }: RemoteSums): LimitLeft[] {
  const { minutesPerDay, minutesPerMonth, dollarsPerDay, dollarsPerMonth } = limits;
  return [
    ...limitLeft({ unit: "minutes", period: "day" }, minutesPerDay, day.milliseconds),
    ...limitLeft({ unit: "minutes", period: "month" }, minutesPerMonth, month.milliseconds),
    ...limitLeft({ unit: "dollars", period: "day" }, dollarsPerDay, day.nanodollars),
    ...limitLeft({ unit: "dollars", period: "month" }, dollarsPerMonth, month.nanodollars),
  ];
}

/** Taken off in whole milliseconds and nanodollars: 0.3 less 0.1 is 0.2. */
function limitLeft(
  which: Pick<LimitLeft, "unit" | "period">,
  limit: number | undefined,
  used: number,
): [LimitLeft] | [] {
  if (limit === undefined) return [];
  const whole = WHOLE[which.unit];
  const left = Math.max(Math.round(limit * whole) - used, 0);
  return [{ ...which, limit, used: used / whole, left: left / whole }];
}
