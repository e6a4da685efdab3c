import { sumRemoteUsage, sumRemoteUsageByKey } from "../../database/remote-usage-sums.ts";
import type { Services } from "../../services.ts";
import { type LimitLeft, limitsLeft } from "./limits-left.ts";

/** The limits of all together on the day of a moment and in its month (UTC). Nothing where there are none. */
export async function readRemoteLimits(
  { db, limits }: Pick<Services, "db" | "limits">,
  now: Date,
): Promise<LimitLeft[]> {
  if (!holdsAnything(limits.remote)) return [];
  return limitsLeft(limits.remote, await sumRemoteUsage(db, now));
}

/** The limits of each key of a tenant that has used anything in that month. */
export async function readRemoteLimitsPerKey(
  { db, limits }: Pick<Services, "db" | "limits">,
  { tenant, now }: { tenant: string; now: Date },
): Promise<(LimitLeft & { readonly key: string })[]> {
  const { remotePerKey } = limits;
  if (!holdsAnything(remotePerKey)) return [];
  const sums = await sumRemoteUsageByKey(db, now, tenant);
  return sums.flatMap(({ key, ...used }) => limitsLeft(remotePerKey, used).map((one) => ({ key, ...one })));
}

const holdsAnything = <Given extends object>(limits: Given | undefined): limits is Given =>
  limits !== undefined && Object.values(limits).some((limit) => limit !== undefined);
