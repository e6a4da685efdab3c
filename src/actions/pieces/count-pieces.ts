import { sql } from "kysely";
import type { Lane, PieceState } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";

/** How many pieces of a lane are in a state. */
export interface PieceCount {
  readonly lane: Lane;
  readonly state: PieceState;
  readonly count: number;
}

/** What waits for a worker in a lane. */
export interface Queue {
  readonly lane: Lane;
  readonly ready: number;
  /** For how long its oldest piece has been there. */
  readonly oldestSeconds: number;
}

export interface WorkCounts {
  readonly pieces: readonly PieceCount[];
  /** Lanes in which nothing is ready are left out. */
  readonly queues: readonly Queue[];
}

/** Jobs of a lane that are looked at for its oldest piece. */
const OLDEST_JOBS = 1_000;

/** What is not ready; `explain` of it says what it looks at. */
export const COUNTS = sql<PieceCount>`
  select lane, 'running' as state, sum(running)::int as count from open_work where running > 0 group by lane
  union all
  select lane, 'paused', count(*)::int from pieces where state = 'paused' group by lane
  union all
  select lane, state, count(*)::int from pieces where state in ('waiting', 'dead') group by lane, state`;

/** What is ready. The age of a piece and not of its job: one at work for hours has pieces that have just become ready. */
export const QUEUES = sql<Queue>`
  select lanes.lane, lanes.ready, coalesce(greatest(extract(epoch from now() - oldest.since), 0), 0)::float8 as "oldestSeconds"
  from (select lane, sum(ready)::int as ready from open_work where ready > 0 group by lane) as lanes
  cross join lateral (
    select min(greatest(pieces.run_after, pieces.created_at)) as since
    from (
      select job_id, small from open_work where open_work.lane = lanes.lane and ready > 0
      order by created_at limit ${sql.lit(OLDEST_JOBS)}
    ) as jobs
    join pieces on pieces.job_id = jobs.job_id and pieces.lane = lanes.lane and pieces.small = jobs.small
      and pieces.state = 'ready'
  ) as oldest`;

/**
 * What there is to do and what is being done, for metrics and autoscalers. What is done and over is not looked at: it costs
 * what there is to do, however much is kept.
 */
export async function countPieces({ db }: Pick<Services, "db">): Promise<WorkCounts> {
  const { rows } = await COUNTS.execute(db);
  const { rows: queues } = await QUEUES.execute(db);
  return {
    pieces: [...queues.map(({ lane, ready }) => ({ lane, state: "ready" as const, count: ready })), ...rows],
    queues,
  };
}
