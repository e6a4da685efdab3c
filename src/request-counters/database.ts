import { sql } from "kysely";
import type { Database } from "../database/schema.ts";
import { afterCounting, afterRefusing } from "../domain/request-window.ts";
import type { RequestCounter } from "../ports/request-counter.ts";

interface Row {
  readonly is_counted: boolean;
  readonly here: number;
  readonly before: number;
  readonly into: number;
}

/** Counts the requests of all processes on one database. Of those at once each waits for the row the one before has written. */
export function databaseCounter(db: Database): RequestCounter {
  return {
    async count(name, limit) {
      const { most, windowMs } = limit;
      const { rows } = await sql<Row>`
        with clock as (
          select floor(extract(epoch from now()) * 1000 / ${windowMs})::bigint as slot,
            mod(extract(epoch from now()) * 1000, ${windowMs}::numeric)::float8 / ${windowMs} as passed
        ), seen as (
          select passed,
            coalesce((select count from request_counts where name = ${name} and slot = clock.slot), 0) as here,
            coalesce((select count from request_counts where name = ${name} and slot = clock.slot - 1), 0) as before
          from clock
        ), counted as (
          insert into request_counts as counted (name, slot, count)
          select ${name}, slot, 1 from clock, seen where before * (1 - seen.passed) + 1 <= ${most}
          on conflict (name, slot) do update set count = counted.count + 1
          where counted.count + 1 + (select before * (1 - passed) from seen) <= ${most}
          returning count
        )
        select exists (select from counted) as is_counted, passed as into, before::float8 as before,
          coalesce((select count - 1 from counted), here)::float8 as here
        from seen`.execute(db);
      const { is_counted, ...slots } = rows[0] ?? { is_counted: false, here: 0, before: 0, into: 0 };
      return is_counted ? afterCounting(slots, limit) : afterRefusing(slots, limit);
    },
  };
}
