import { sql } from "kysely";
import type { JobState } from "../domain/job.ts";
import type { ClaimedPiece, Stage } from "../domain/piece.ts";
import { bestJobs, isHeldBack, oldestJobs } from "./best-jobs.ts";
import { type Claimant, staysWithin } from "./concurrency.ts";
import { appendEvents } from "./events.ts";
import type { Wanted } from "./lines-of-work.ts";
import type { Database, Transaction } from "./schema.ts";
import { virtualTime } from "./virtual-time.ts";

/** How long a worker may be silent before its piece is given to another. */
export const LEASE_SECONDS = 60;

export interface ClaimOptions extends Wanted {
  readonly worker: string;
  /** Takes the oldest, whatever its priority. */
  readonly oldest?: boolean;
}

interface BestJob extends Claimant {
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
 * Gives a worker the best piece that it can work on, and nobody else.
 *
 * Best is: the highest priority, then the tenant with the fewest pieces at work for its weight, then the key with the fewest,
 * then the job that has been served least (fair queueing by virtual time: a short job comes next however long the others
 * are, and no job waits for ever; one whose model is loaded has a head start), then the older job. Within a job, what is
 * small, then the order in the recording. With `oldest` the job that came first is best, whatever its priority.
 */
export async function claimPiece(db: Database, options: ClaimOptions): Promise<ClaimedPiece | undefined> {
  const claimed = await tryClaim(db, options);
  return claimed === "held-back" ? undefined : claimed;
}

/** @see claimPiece @returns `held-back` where there is something to prepare once more of what is ready has been recognised */
export async function tryClaim(db: Database, options: ClaimOptions): Promise<ClaimedPiece | undefined | "held-back"> {
  for (;;) {
    // A transaction each time: whoever holds a job waits for no other.
    const claimed = await db.transaction().execute((within) => claimOnce(within, options));
    if (claimed !== "had-by-another") return claimed;
  }
}

async function claimOnce(
  within: Transaction,
  options: ClaimOptions,
): Promise<ClaimedPiece | undefined | "held-back" | "had-by-another"> {
  const jobs = options.oldest ? oldestJobs(within, options) : bestJobs(within, options);
  const best = await lockBest(within, await jobs);
  const { lane, concurrency } = options;
  if (!best) return (await isHeldBack(within, options)) ? "held-back" : undefined;
  // Who was quicker is seen when it is looked again.
  if (concurrency && lane === "speech" && !(await staysWithin(within, best, concurrency))) return "had-by-another";
  const row = await takeFirst(within, best.id, options);
  // The last one went between the two looks.
  if (!row) return "had-by-another";
  await countService(within, best, row);
  const { id, job_id: job, tenant_id: tenant, stage, ordinal, attempt, small, failures, input } = row;
  const newcomer = options.newcomersOnly ?? false;
  return { id, job, tenant, stage, ordinal, attempt, small, newcomer, failures, input };
}

/**
 * The lock keeps others from this job's pieces until the claim has committed. Where others have all of them locked, for a
 * moment each, the best is waited for: to go away would leave its next piece to nobody.
 */
async function lockBest(within: Transaction, jobs: readonly string[]): Promise<BestJob | undefined> {
  const [first] = jobs;
  if (first === undefined) return undefined;
  const columns = sql`id, state, priority, tenant_id, coalesce(key_id, '') as key_id, coalesce(model, '') as model`;
  const { rows } = await sql<BestJob>`
    select ${columns} from jobs where id = any(${jobs}::uuid[])
    order by array_position(${jobs}::uuid[], id) limit 1
    for update skip locked`.execute(within);
  if (rows[0]) return rows[0];
  const waited = await sql<BestJob>`select ${columns} from jobs where id = ${first} for update`.execute(within);
  // It was deleted meanwhile: what is left is looked for anew.
  return waited.rows[0] ?? lockBest(within, jobs.slice(1));
}

/** In the order of the index: a job's first ready piece is found by one look, however many it has. */
const firstReady = ({ lane, smallOnly }: ClaimOptions) => sql`
  pieces.state = 'ready' and pieces.lane = ${lane}
  ${smallOnly ? sql`and pieces.small` : sql``}
  order by pieces.small desc, pieces.ordinal limit 1`;

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
 * share of what is given: the time would stand still while newcomers keep coming, and nobody else would be served. While
 * another claim moves it, it is left to that one: claims do not queue here, and the time need not be exact.
 */
async function moveTimeOn(
  within: Transaction,
  { priority, from, cost }: { priority: number; from: number; cost: number },
): Promise<void> {
  await sql`
    with held as (
      select served from virtual_time where priority = ${priority} for update skip locked
    ), moved as (
      update virtual_time set served = case
        when ${from}::float8 > held.served then ${from}::float8
        else held.served + ${cost}::float8 / (select count(*) + 1 from (
          select from open_work where lane = 'speech' and ready > 0 and priority = ${priority} limit 100
        ) as others) end
      from held where virtual_time.priority = ${priority}
    )
    insert into virtual_time (priority, served) select ${priority}, ${from}::float8
    where not exists (select from virtual_time where priority = ${priority})
    on conflict (priority) do nothing`.execute(within);
}
