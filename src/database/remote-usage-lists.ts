import { type RawBuilder, sql } from "kysely";
import { monthOf } from "./remote-usage-sums.ts";
import type { Database } from "./schema.ts";

/** Of whom, and from which day to which, both counted in: `2026-11-21`, in UTC. */
export interface UsageRange {
  readonly tenant: string;
  readonly from: string;
  readonly to: string;
}

/** What counts of a model on a day, for one key. */
export interface RemoteUsageLine {
  readonly day: string;
  readonly model: string;
  readonly key: string | null;
  readonly requests: number;
  /** Those of which it is not known what was used: what was held for them counts. */
  readonly unsettled: number;
  readonly milliseconds: number;
  readonly nanodollars: number;
}

type Figures = { milliseconds: string; nanodollars: string };

const withNumbers = <Row extends Figures>(row: Row) => ({
  ...row,
  milliseconds: Number(row.milliseconds),
  nanodollars: Number(row.nanodollars),
});

/** What counts, in the order of days, models and keys. Where nobody in particular asked it is everybody's. */
export async function listRemoteUsage(db: Database, { tenant, from, to }: UsageRange): Promise<RemoteUsageLine[]> {
  const { rows } = await sql<Omit<RemoteUsageLine, keyof Figures> & Figures>`
    select to_char(day, 'YYYY-MM-DD') as day, model, key_id as key, count(*)::int as requests,
      (count(*) filter (where state = 'reserved'))::int as unsettled,
      sum(milliseconds)::text as milliseconds, sum(nanodollars)::text as nanodollars
    from remote_uses
    where day between ${from}::date and ${to}::date and state <> 'released'
      and (tenant_id = ${tenant} or tenant_id is null)
    group by remote_uses.day, model, key_id
    order by remote_uses.day, model, key_id nulls first`.execute(db);
  return rows.map(withNumbers);
}

/** Jobs with a model that succeeded on a day, for one key, and the sound of those that were not given the text of another. */
export interface JobUsageLine {
  readonly day: string;
  readonly model: string;
  readonly key: string | null;
  readonly jobs: number;
  readonly seconds: number;
}

/** What was transcribed, here or elsewhere, by jobs that are still kept. */
export async function listJobUsage(db: Database, { tenant, from, to }: UsageRange): Promise<JobUsageLine[]> {
  const { rows } = await sql<JobUsageLine>`
    select to_char(finished_at at time zone 'utc', 'YYYY-MM-DD') as day, coalesce(model, parameters ->> 'model') as model,
      key_id as key, count(*)::int as jobs,
      coalesce(sum(total_seconds) filter (where cached_from is null), 0) as seconds
    from jobs
    where tenant_id = ${tenant} and state = 'succeeded'
      and finished_at >= ${from}::timestamp at time zone 'utc'
      and finished_at < (${to}::timestamp + interval '1 day') at time zone 'utc'
    group by 1, 2, 3 order by 1, 2, 3 nulls first`.execute(db);
  return rows;
}

/** What became of the requests to a model. */
export interface RemoteTotals {
  readonly model: string;
  /** `reserved`: all that was ever held, whatever became of it. `settled`: what was used. `released`: what was given back. */
  readonly state: "reserved" | "settled" | "released";
  readonly milliseconds: number;
  readonly nanodollars: number;
}

interface TotalsRow {
  readonly model: string;
  readonly reserved: Figures;
  readonly settled: Figures;
  readonly released: Figures;
}

/** Totals of the month of a day, of each model in each state. Within the month none of them becomes less. */
export async function totalRemoteUsage(db: Database, day: string): Promise<RemoteTotals[]> {
  const { rows } = await sql<TotalsRow>`
    select model, ${figures("reserved", sql`true`)} as reserved, ${figures("settled", sql`true`)} as settled,
      ${figures("reserved", sql`state = 'released'`)} as released
    from remote_uses
    where day >= ${monthOf(day)}::date and day < ${monthOf(day)}::date + interval '1 month'
    group by model order by model`.execute(db);
  return rows.flatMap(({ model, ...sums }) =>
    (["reserved", "settled", "released"] as const).map((state) => ({ model, state, ...withNumbers(sums[state]) })),
  );
}

/** As text in JSON, where a number would lose digits. */
const figures = (which: "reserved" | "settled", condition: RawBuilder<unknown>) => sql`json_build_object(
  'milliseconds', coalesce(sum(${sql.ref(`${which}_milliseconds`)}) filter (where ${condition}), 0)::text,
  'nanodollars', coalesce(sum(${sql.ref(`${which}_nanodollars`)}) filter (where ${condition}), 0)::text)`;
