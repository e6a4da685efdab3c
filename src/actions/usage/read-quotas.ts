import { type KeyBudget, listKeyBudgets } from "../../database/key-usage.ts";
import type { Services } from "../../services.ts";

/** What a key may use, and how much of it is used, in its unit. */
export interface QuotaLeft {
  readonly key: string;
  readonly quota: "openJobs" | "bytesPerDay" | "minutesPerMonth";
  readonly limit: number;
  readonly used: number;
  /** 0 where more was used than is allowed: a quota may be lowered. */
  readonly left: number;
}

/** Each quota that a tenant's keys have, with what is left of it. Keys without any are not named. */
export async function readQuotas({ db }: Pick<Services, "db">, tenant: string): Promise<QuotaLeft[]> {
  const budgets = await listKeyBudgets(db, tenant);
  return budgets.flatMap(({ key, openJobs, bytes, seconds }) => [
    ...quotaLeft(key, "openJobs", openJobs),
    ...quotaLeft(key, "bytesPerDay", bytes),
    ...quotaLeft(key, "minutesPerMonth", seconds, 60),
  ]);
}

function quotaLeft(
  key: string,
  quota: QuotaLeft["quota"],
  { used, most }: KeyBudget["bytes"],
  unit = 1,
): [QuotaLeft] | [] {
  if (most === null) return [];
  return [{ key, quota, limit: most / unit, used: used / unit, left: Math.max(most - used, 0) / unit }];
}
