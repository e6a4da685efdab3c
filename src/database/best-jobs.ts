import { sql } from "kysely";
import { ofLine } from "./lines.ts";
import { linesOfWork, openTo, type Wanted } from "./lines-of-work.ts";
import type { Transaction } from "./schema.ts";

/** Of each line, for what is locked by others at the moment. */
const EACH = 4;
const TOGETHER = 12;
/**
 * Seconds of sound that work for a model which is not loaded stays behind. To load it takes seconds, for which others would
 * wait; and what has to wait is next once the others have had so much more.
 */
const HEAD_START = 300;

/**
 * Jobs of which a worker can claim something, the best first. Nothing is locked, so by the time it is looked at again
 * another worker may have had it.
 */
export async function bestJobs(within: Transaction, wanted: Wanted): Promise<string[]> {
  const { loaded = [] } = wanted;
  const { rows } = await sql<{ job_id: string }>`
    with recursive ${linesOfWork(wanted)}
    select first.job_id
    from permitted cross join lateral (
      select job_id, priority, served, created_at from open_work
      where ${openTo(wanted)} and ${ofLine("permitted")}
      order by priority desc, served, created_at
      limit ${sql.lit(EACH)}
    ) as first
    order by first.priority desc, permitted.of_tenant, permitted.of_key,
      first.served + case when permitted.model in (${sql.join(["", ...loaded])}) then 0 else ${sql.lit(HEAD_START)} end,
      first.created_at
    limit ${sql.lit(TOGETHER)}`.execute(within);
  return rows.map(({ job_id }) => job_id);
}

/**
 * The same whatever their priority, the oldest first. Taken now and then, it keeps what is of low priority from waiting for
 * ever while there is always something of a higher one.
 */
export async function oldestJobs(within: Transaction, wanted: Wanted): Promise<string[]> {
  const { rows } = await sql<{ job_id: string }>`
    with recursive ${linesOfWork(wanted)},
    rank as (
      select permitted.*, highest.priority from permitted cross join lateral (
        select priority from open_work where ${openTo(wanted)} and ${ofLine("permitted")}
        order by priority desc limit 1
      ) as highest
      union all
      select rank.small, rank.labels, rank.model, rank.tenant_id, rank.key_id, rank.of_tenant, rank.of_key, lower.priority
      from rank cross join lateral (
        select priority from open_work
        where ${openTo(wanted)} and ${ofLine("rank")} and priority < rank.priority
        order by priority desc limit 1
      ) as lower
    )
    select first.job_id
    from rank cross join lateral (
      select job_id, created_at from open_work
      where ${openTo(wanted)} and ${ofLine("rank")} and priority = rank.priority
      order by served, created_at
      limit ${sql.lit(EACH)}
    ) as first
    order by first.created_at
    limit ${sql.lit(TOGETHER)}`.execute(within);
  return rows.map(({ job_id }) => job_id);
}

/** Whether there is something to prepare that the worker could take, only not at the moment. */
export async function isHeldBack(within: Transaction, wanted: Wanted): Promise<boolean> {
  // A place for newcomers waits for them, not for what is there.
  if (wanted.lane !== "media" || wanted.newcomersOnly) return false;
  const { rows } = await sql<{ held: boolean }>`
    with recursive ${linesOfWork(wanted)} select exists (select from load) as held`.execute(within);
  return rows[0]?.held ?? false;
}
