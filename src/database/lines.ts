import { type RawBuilder, sql } from "kysely";

/** The work of one line, given by its row. */
export const ofLine = (row: string): RawBuilder<boolean> => {
  const line = sql.ref(row);
  return sql<boolean>`(small, labels, model, tenant_id, key_id)
    = (${line}.small, ${line}.labels, ${line}.model, ${line}.tenant_id, ${line}.key_id)`;
};

/**
 * A table for a query `with recursive`: the lines of what is open. A line is what one key of a tenant wants of one kind of worker.
 * Each is found by one step through the index, so this costs by the number of lines, not by that of jobs.
 */
export function lineTable(name: string, open: RawBuilder<boolean>): RawBuilder<unknown> {
  const line = sql.ref(name);
  return sql`${line} as (
      (
        select small, labels, model, tenant_id, key_id from open_work where ${open}
        order by small, labels, model, tenant_id, key_id limit 1
      )
      union all
      select next.* from ${line} cross join lateral (
        select small, labels, model, tenant_id, key_id from open_work
        where ${open} and (small, labels, model, tenant_id, key_id)
          > (${line}.small, ${line}.labels, ${line}.model, ${line}.tenant_id, ${line}.key_id)
        order by small, labels, model, tenant_id, key_id limit 1
      ) as next
    )`;
}
