import { sql } from "kysely";
import type { RequestCounter } from "../ports/request-counter.ts";
import type { Database } from "./schema.ts";

/** Counts the requests of all processes on one database. Of those at once each waits for the row the one before has written. */
export function databaseCounter(db: Database): RequestCounter {
  return {
    async count(name, { most, windowMs }) {
      const { rows } = await sql<{ current: number | null; passed: number }>`
        with clock as (
          select floor(extract(epoch from now()) * 1000 / ${windowMs})::bigint as slot,
            mod(extract(epoch from now()) * 1000, ${windowMs}::numeric)::float8 / ${windowMs} as passed
        ), before as (
          select coalesce((select count from request_counts where name = ${name} and slot = clock.slot - 1), 0)
            * (1 - passed) as count from clock
        ), here as (
          insert into request_counts as counted (name, slot, count)
          select ${name}, slot, 1 from clock, before where before.count + 1 <= ${most}
          on conflict (name, slot) do update set count = counted.count + 1
          where counted.count + 1 + (select count from before) <= ${most}
          returning count
        )
        select (select count from here) + (select count from before) as current, passed from clock`.execute(db);
      const { current = null, passed = 0 } = rows[0] ?? {};
      return {
        current: current === null ? most + 1 : Math.ceil(current),
        roomInMs: Math.ceil(windowMs * (1 - passed)),
      };
    },
  };
}

/** Forgets what no window reaches back to any more. @param windowMs the longest that is counted in */
export async function forgetCounts(db: Database, windowMs: number): Promise<void> {
  await sql`
    delete from request_counts
    where slot < floor(extract(epoch from now()) * 1000 / ${windowMs})::bigint - 2`.execute(db);
}
