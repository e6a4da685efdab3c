import {
  type JobUsageLine,
  listJobUsage,
  listRemoteUsage,
  type RemoteUsageLine,
} from "../../database/remote-usage-lists.ts";
import { dayOf, monthOf } from "../../database/remote-usage-sums.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import type { LimitLeft } from "./limits-left.ts";
import { type QuotaLeft, readQuotas } from "./read-quotas.ts";
import { readRemoteLimits, readRemoteLimitsPerKey } from "./read-remote-limits.ts";

/** What was used, day by day, and what may be used yet. Days are those of UTC: `2026-11-21`. */
export interface Usage {
  readonly from: string;
  /** Counted in. */
  readonly to: string;
  readonly remote: readonly RemoteUsageLine[];
  readonly jobs: readonly JobUsageLine[];
  /** Today's and this month's, whatever days were asked for. */
  readonly limits: readonly (LimitLeft & { readonly key: string | null })[];
  /** As they stand now. */
  readonly quotas: readonly QuotaLeft[];
}

const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/**
 * A tenant's usage of remote engines and the sound of its jobs, for this month or the days given.
 * @param asked without `to` up to today; without `from` from the beginning of that month
 * @throws {Failure} `request-invalid` for days in the wrong order, or too many of them
 */
export async function readUsage(
  services: Pick<Services, "db" | "limits">,
  asked: { tenant: string; from?: string | undefined; to?: string | undefined; now: Date },
): Promise<Usage> {
  const { tenant, now, to = dayOf(now), from = monthOf(to) } = asked;
  checkDays(from, to);
  const range = { tenant, from, to };
  const remote = await listRemoteUsage(services.db, range);
  const jobs = await listJobUsage(services.db, range);
  const total = await readRemoteLimits(services, now);
  const perKey = await readRemoteLimitsPerKey(services, { tenant, now });
  const quotas = await readQuotas(services, tenant);
  return { from, to, remote, jobs, quotas, limits: [...total.map((one) => ({ key: null, ...one })), ...perKey] };
}

function checkDays(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1)
    throw new Failure("request-invalid", `\`from\` is ${from}, and ${to} is before it. Give an earlier day.`);
  if (days > MOST_DAYS)
    throw new Failure(
      "request-invalid",
      `From ${from} to ${to} are ${days} days. Ask for at most ${MOST_DAYS} at once.`,
    );
}
