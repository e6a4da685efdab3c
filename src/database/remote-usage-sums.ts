import { sql } from "kysely";
import type { RemoteAmount } from "./remote-usage.ts";
import type { Database, Transaction } from "./schema.ts";

/** What counts of a day and of its month. */
export interface RemoteSums {
  readonly day: RemoteAmount;
  readonly month: RemoteAmount;
}

interface SumsRow {
  readonly day_milliseconds: string;
  readonly day_nanodollars: string;
  readonly month_milliseconds: string;
  readonly month_nanodollars: string;
}

/** The day of a moment in UTC: `2026-11-21`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The first day of its month. */
export const monthOf = (day: string): string => `${day.slice(0, 8)}01`;

/** What all have used on the day of a moment and in its month, or one key. */
export async function sumRemoteUsage(
  db: Database | Transaction,
  at: Date,
  key?: { readonly tenant: string; readonly key: string },
): Promise<RemoteSums> {
  const { rows } = await sql<SumsRow>`
    select ${sumsOf(dayOf(at))} from remote_uses
    where ${inMonthOf(dayOf(at))}
      ${key ? sql`and tenant_id = ${key.tenant} and key_id = ${key.key}` : sql``}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("A sum gave no row");
  return toSums(row);
}

/** The same of each key of a tenant that has used anything in that month. */
export async function sumRemoteUsageByKey(
  db: Database,
  at: Date,
  tenant: string,
): Promise<(RemoteSums & { readonly key: string })[]> {
  const { rows } = await sql<SumsRow & { key: string }>`
    select key_id as key, ${sumsOf(dayOf(at))} from remote_uses
    where ${inMonthOf(dayOf(at))} and tenant_id = ${tenant} and key_id is not null
    group by key_id order by key_id`.execute(db);
  return rows.map((row) => ({ key: row.key, ...toSums(row) }));
}

const inMonthOf = (day: string) =>
  sql`day >= ${monthOf(day)}::date and day < ${monthOf(day)}::date + interval '1 month'`;

const sumsOf = (day: string) => sql`
  coalesce(sum(milliseconds) filter (where day = ${day}::date), 0)::text as day_milliseconds,
  coalesce(sum(nanodollars) filter (where day = ${day}::date), 0)::text as day_nanodollars,
  coalesce(sum(milliseconds), 0)::text as month_milliseconds,
  coalesce(sum(nanodollars), 0)::text as month_nanodollars`;

const toSums = (row: SumsRow): RemoteSums => ({
  day: { milliseconds: Number(row.day_milliseconds), nanodollars: Number(row.day_nanodollars) },
  month: { milliseconds: Number(row.month_milliseconds), nanodollars: Number(row.month_nanodollars) },
});
