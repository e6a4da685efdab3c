import { type RawBuilder, sql } from "kysely";
import type { Job, JobState } from "../domain/job.ts";

/** Who has so many ahead is told no more than that: to count on would cost more than anybody learns from it. */
const MOST_AHEAD = 1_000;
/** The queue moves as fast as it did with the last so many that were started, and in so long. */
const LAST_STARTED = 100;
const LOOK_BACK = "15 minutes";
/** A job's own pace says more than what was measured before, once it has gone on for so long. */
const OWN_PACE_AFTER_SECONDS = 10;
/** Allowed for what comes after the last piece of recognition: a claim, and putting the transcript together. */
const ASSEMBLY_SECONDS = 0.5;

/** What an estimate needs, read with the job. Each is looked up only where it is of use. */
export interface EstimateRow {
  /** Seconds of sound that its model gets done in a second. */
  readonly speed: number | null;
  /** Jobs for each worker that recognises. */
  readonly crowd: number | null;
  readonly ahead: number | null;
  /** Jobs started in a second. */
  readonly starts: number | null;
  /** Until it may start. */
  readonly due_seconds: number | null;
  readonly running_seconds: number | null;
}

/** Columns for a query on `jobs`. @param machine whose measured speed goes before that of others */
export function estimateColumns(machine: string) {
  const isRunning = sql<boolean>`jobs.state = 'running'`;
  const isQueued = sql<boolean>`jobs.state = 'queued'`;
  return [
    where(isRunning, speedOf(machine)).as("speed"),
    where(isRunning, CROWD).as("crowd"),
    where(isRunning, sql<number>`extract(epoch from now() - jobs.started_at)::float8`).as("running_seconds"),
    where(isQueued, AHEAD).as("ahead"),
    where(isQueued, STARTS).as("starts"),
    where(isQueued, DUE).as("due_seconds"),
  ];
}

const where = (condition: RawBuilder<boolean>, value: RawBuilder<number>) =>
  sql<number | null>`case when ${condition} then ${value} end`;

const speedOf = (machine: string) => sql<number>`(
  select speed from measured_speeds where measured_speeds.model = jobs.model
  order by machine = ${machine} desc, speed desc limit 1)`;

const CROWD = sql<number>`(
  select count(distinct job_id)::float8 / greatest(count(distinct worker), 1)
  from pieces as others where others.state = 'running' and others.lane = 'speech')`;

/**
 * In the order of priority and age: what workers go by besides, fair shares and labels, is not the same for all of them. Who
 * waits for a time to come holds up nobody. Those are few or none, so they are read once and taken off: to look at each job
 * ahead for whether it is one costs more than to count it.
 */
const AHEAD = sql<number>`(
  with later as materialized (
    select distinct others.priority, others.created_at, others.id
    from pieces join jobs as others on others.id = pieces.job_id
    where pieces.state = 'paused' and pieces.run_after > now() and others.state = 'queued'
  )
  select least(ahead.count - (
    select count(*) from later
    where (-later.priority, later.created_at, later.id) < (-jobs.priority, jobs.created_at, jobs.id)
  ), ${sql.lit(MOST_AHEAD)})::int
  from (
    select count(*) from (
      select from jobs as others where others.state = 'queued'
        and (-others.priority, others.created_at, others.id) < (-jobs.priority, jobs.created_at, jobs.id)
      limit ${sql.lit(MOST_AHEAD)} + (select count(*) from later)
    ) as all_ahead
  ) as ahead)`;

/** Its pieces are filtered as they are read: an index of what is paused would be one of all jobs. */
const DUE = sql<number>`(
  select extract(epoch from max(run_after) filter (where state = 'paused' and run_after > now()) - now())::float8
  from pieces where pieces.job_id = jobs.id)`;

const startsOf = (those: RawBuilder<unknown>) => sql<number>`(
  select count(*) / nullif(extract(epoch from now() - min(started_at)), 0)::float8 from (
    select started_at from jobs as others where others.started_at > now() - interval ${sql.lit(LOOK_BACK)} ${those}
    order by started_at desc limit ${sql.lit(LAST_STARTED)}
  ) as started having count(*) > 1)`;

/** How fast jobs are started says nothing of one that needs a worker with labels, unless those needed the same. */
const STARTS = sql<number>`case when jobs.labels = '{}' then ${startsOf(sql``)}
  else ${startsOf(sql`and others.labels @> jobs.labels`)} end`;

/** Seconds until a job's end, of seconds of its sound; null while nothing is known of it. */
export function secondsLeft(
  { speed, crowd, running_seconds: running }: EstimateRow,
  { settled, total }: { settled: number; total: number | null },
): number | null {
  if (!total || running === null) return null;
  const left = Math.max(total - settled, 0);
  const measured = speed === null ? null : (left / speed) * Math.max(crowd ?? 1, 1);
  const atItsPace = running >= OWN_PACE_AFTER_SECONDS && settled > 0 ? (left / settled) * running : null;
  const seconds = atItsPace ?? measured;
  return seconds === null ? null : Math.ceil(seconds + ASSEMBLY_SECONDS);
}

/** Where a job that waits stands in the queue. It starts when all ahead of it have, and not before its time. */
export function queueOf(state: JobState, { ahead, starts, due_seconds: due }: EstimateRow): Job["queue"] {
  if (state !== "queued" || ahead === null) return null;
  const waits = [due, starts === null ? null : (ahead + 1) / starts].filter((seconds) => seconds !== null);
  return { ahead, startsInSeconds: waits.length === 0 ? null : Math.ceil(Math.max(...waits)) };
}
