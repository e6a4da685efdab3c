import { type RemoteTotals, totalRemoteUsage } from "../../database/remote-usage-lists.ts";
import { dayOf } from "../../database/remote-usage-sums.ts";
import type { Services } from "../../services.ts";
import type { LimitLeft } from "./limits-left.ts";
import { readRemoteLimits } from "./read-remote-limits.ts";

/** What remote engines were used for in this month (UTC), and what is left of the limits of all together, for metrics. */
export async function countRemoteUse(
  services: Pick<Services, "db" | "limits">,
  now: Date,
): Promise<{ totals: RemoteTotals[]; limits: LimitLeft[] }> {
  const totals = await totalRemoteUsage(services.db, dayOf(now));
  return { totals, limits: await readRemoteLimits(services, now) };
}
