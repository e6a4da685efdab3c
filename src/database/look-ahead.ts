import { type RawBuilder, sql } from "kysely";
import { lineTable, ofLine } from "./lines.ts";

/** Pieces of a key that may be ready for recognition beside those that are for each one at work. */
const AT_LEAST = 32;
const FOR_EACH_AT_WORK = 4;

/**
 * Tables for a query `with recursive`: what there is to recognise, and how much of that a key may have ready. What is prepared
 * further ahead would lie in the store as sound, and take the processor from what is recognised.
 */
export function lookAheadTables(): RawBuilder<unknown> {
  return sql`
    ${lineTable("speech_line", sql<boolean>`ready > 0 and lane = 'speech'`)},
    moving as (
      select labels, model, sum(running) as pieces from open_work where running > 0 and lane = 'speech'
      group by labels, model
    ),
    look_ahead as (
      select ${sql.lit(AT_LEAST)} + ${sql.lit(FOR_EACH_AT_WORK)} * coalesce(sum(pieces), 0)::bigint as most from moving
    )`;
}

/**
 * Whether a row `load` of the lane of preparation has as much ready already that is as urgent. What nobody works on at the moment
 * does not count: it may wait for a worker that is not there, and the rest must not wait with it.
 */
export const isFarAhead = (): RawBuilder<boolean> => sql<boolean>`(
  select coalesce(sum(waiting.pieces), 0) >= (select most from look_ahead)
  from speech_line join moving on moving.labels = speech_line.labels and moving.model = speech_line.model
  cross join lateral (
    select sum(ready) as pieces from (
      select ready from open_work
      where ready > 0 and lane = 'speech' and ${ofLine("speech_line")} and priority >= (
        select priority from open_work where ready > 0 and lane = 'media' and ${ofLine("load")}
        order by priority desc limit 1
      )
      limit (select most from look_ahead)
    ) as counted
  ) as waiting
  where speech_line.labels = load.labels and speech_line.tenant_id = load.tenant_id
    and speech_line.key_id = load.key_id
)`;
