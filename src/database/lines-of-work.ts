import { type RawBuilder, sql } from "kysely";
import type { Lane } from "../domain/piece.ts";
import { type ConcurrencyLimits, seemsWithin } from "./concurrency.ts";
import { lineTable } from "./lines.ts";
import { isFarAhead, lookAheadTables } from "./look-ahead.ts";

/** What a worker can do, for a claim. */
export interface Wanted {
  readonly lane: Lane;
  /** Takes only what takes a moment. */
  readonly smallOnly: boolean;
  /** Takes only work of keys that have none of this lane at work. */
  readonly newcomersOnly?: boolean;
  /** What the worker has; work that asks for anything else is not for it. */
  readonly labels?: readonly string[];
  /** Models it may load; left out, all. */
  readonly models?: readonly string[];
  /** Models it has loaded: of work that is as urgent, theirs is preferred. */
  readonly loaded?: readonly string[];
  /** Of recognition, over all workers. */
  readonly concurrency?: ConcurrencyLimits;
}

/** What can be claimed of the lane. */
export const openTo = ({ lane, smallOnly }: Wanted): RawBuilder<boolean> =>
  sql<boolean>`ready > 0 and lane = ${lane} ${smallOnly ? sql`and small` : sql``}`;

/**
 * Tables for a query `with recursive`: in the last, `permitted`, the lines that the worker may take of, each with how much of
 * its tenant and its key is at work; `load` has also those that it may not at the moment.
 */
export function linesOfWork(wanted: Wanted): RawBuilder<unknown> {
  const { lane, labels = [], models = null } = wanted;
  return sql`
    ${lineTable("line", openTo(wanted))},
    at_work as (
      select tenant_id, key_id, sum(running) as pieces from open_work
      where running > 0 and lane = ${lane} group by tenant_id, key_id
    ),
    load as (
      select line.*,
        coalesce((select sum(pieces) from at_work where at_work.tenant_id = line.tenant_id), 0) / tenants.weight
          as of_tenant,
        coalesce((select sum(pieces) from at_work
          where at_work.tenant_id = line.tenant_id and at_work.key_id = line.key_id), 0) as of_key
      from line join tenants on tenants.id = line.tenant_id
      where line.labels <@ ${labels}::text[]
        and (${models}::text[] is null or line.model = '' or line.model = any(${models}::text[]))
    ),
    ${permitted(wanted)}`;
}

/** What may be taken at the moment, of what the worker could take. */
function permitted({ lane, newcomersOnly, concurrency }: Wanted): RawBuilder<unknown> {
  const conditions = [
    ...(newcomersOnly ? [sql<boolean>`load.of_key = 0`] : []),
    ...(lane === "media" ? [sql<boolean>`not ${isFarAhead()}`] : []),
    ...(lane === "speech" && concurrency ? [seemsWithin(concurrency)] : []),
  ];
  const all = sql.join([sql`true`, ...conditions], sql` and `);
  const chosen = sql`permitted as (select * from load where ${all})`;
  return lane === "media" ? sql`${lookAheadTables()}, ${chosen}` : chosen;
}
