import { sql } from "kysely";
import type { JobState } from "../domain/job.ts";
import type { ClaimedPiece, Lane, Stage } from "../domain/piece.ts";
import { appendEvents } from "./events.ts";
import type { Database, Transaction } from "./schema.ts";
import { virtualTime } from "./served.ts";

/** How long a worker may be silent before its piece is given to another. */
export const LEASE_SECONDS = 60;

export interface ClaimOptions {
  readonly lane: Lane;
  /** Takes only what takes a moment. */
  readonly smallOnly: boolean;
  readonly worker: string;
}

interface BestJob {
  id: string;
  state: JobState;
  priority: number;
}

interface ClaimedRow {
  id: string;
  job_id: string;
  tenant_id: string;
  stage: Stage;
  ordinal: number;
  attempt: number;
  failures: number;
  small: boolean;
  seconds: number;
  input: unknown;
}

/**
 * Gives a worker the best piece that is ready, and nobody else.
 *
 * Best is: the highest priority, then the tenant with the fewest pieces at work, then the job that has been served least
 * (fair queueing by virtual time: a short job comes next however long the others are, and no job waits for ever),
 * then the older piece. Within a job, what is small, then the order in the recording.
 */
export async function claimPiece(db: Database, options: ClaimOptions): Promise<ClaimedPiece | undefined> {
  return db.transaction().execute(async (within) => {
    for (;;) {
      const best = await lockBestJob(within, options);
      if (!best) return undefined;
      const row = await takeFirst(within, best.id, options);
      // Another worker may have had the last one between the two looks; a job that is locked loses no more.
      if (!row) continue;
      await countService(within, best, row);
      const { id, job_id: job, tenant_id: tenant, stage, ordinal, attempt, small, failures, input } = row;
      return { id, job, tenant, stage, ordinal, attempt, small, failures, input };
    }
  });
}

/** In the order of the index: a job's first ready piece is found by one look, however many it has. */
const firstReady = ({ lane, smallOnly }: ClaimOptions) => sql`
  pieces.state = 'ready' and pieces.lane = ${lane} and pieces.run_after <= now()
  ${smallOnly ? sql`and pieces.small` : sql``}
  order by pieces.small desc, pieces.ordinal limit 1`;

/** The lock keeps others from this job's pieces until the claim has committed. */
async function lockBestJob(within: Transaction, options: ClaimOptions): Promise<BestJob | undefined> {
  const { rows } = await sql<BestJob>`
    select jobs.id, jobs.state, jobs.priority
    from jobs
    cross join lateral (
      select pieces.id from pieces where pieces.job_id = jobs.id and ${firstReady(options)}
    ) as first
    left join (
      select tenant_id, count(*) as pieces from pieces where state = 'running' group by tenant_id
    ) as at_work on at_work.tenant_id = jobs.tenant_id
    where jobs.state in ('queued', 'running')
    order by jobs.priority desc, coalesce(at_work.pieces, 0), jobs.served, first.id
    limit 1
    for update of jobs skip locked`.execute(within);
  return rows[0];
}

async function takeFirst(within: Transaction, job: string, options: ClaimOptions): Promise<ClaimedRow | undefined> {
  const { rows } = await sql<ClaimedRow>`
    update pieces
    set state = 'running', attempt = attempt + 1, worker = ${options.worker}, started_at = now(),
        lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where id = (select pieces.id from pieces where pieces.job_id = ${job} and ${firstReady(options)})
    returning id, job_id, tenant_id, stage, ordinal, attempt, small, failures, seconds, input`.execute(within);
  return rows[0];
}

/** The job is on its way, and has been given something. */
async function countService(
  within: Transaction,
  { id, state, priority }: BestJob,
  { stage, seconds }: ClaimedRow,
): Promise<void> {
  const cost = Math.max(seconds, 1);
  const { served } = await within
    .updateTable("jobs")
    .set({
      // One that had nothing to do for a while has no right to all that the others were given meanwhile.
      served: sql<number>`greatest(served, ${virtualTime(priority)}) + ${cost}`,
      state: "running",
      started_at: sql`coalesce(started_at, now())`,
    })
    .where("id", "=", id)
    .returning("served")
    .executeTakeFirstOrThrow();
  if (stage === "recognise") await moveTimeOn(within, { priority, from: served - cost, cost });
  if (state === "queued") await appendEvents(within, id, [{ type: "job-started" }]);
}

/**
 * Recognition is what jobs share, so it moves the time: to where the job is that is served. Where it is there already, by a
 * share of what is given: the time would stand still while newcomers keep coming, and nobody else would be served.
 */
async function moveTimeOn(
  within: Transaction,
  { priority, from, cost }: { priority: number; from: number; cost: number },
): Promise<void> {
  await sql`
    insert into virtual_time (priority, served) values (${priority}, ${from})
    on conflict (priority) do update set served = case
      when excluded.served > virtual_time.served then excluded.served
      else virtual_time.served + ${cost}::float8 / (
        select count(*) + 1 from jobs where jobs.priority = ${priority} and jobs.state in ('queued', 'running')
      ) end`.execute(within);
}
