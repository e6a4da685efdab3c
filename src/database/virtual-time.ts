import { type RawBuilder, sql } from "kysely";

/**
 * Where a job begins, or goes on after it had nothing to do: at what those of its priority have had. It comes next, and only
 * until it has had more than they.
 */
export const virtualTime = (priority: number): RawBuilder<number> =>
  sql<number>`coalesce((select served from virtual_time where priority = ${priority}), 0)`;
