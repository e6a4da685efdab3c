import { sql } from "kysely";
import { reopenBatch } from "../../database/batches-end.ts";
import { hasSound } from "../../database/blobs.ts";
import { appendEvents } from "../../database/events.ts";
import { findJob, noteForWebhooks } from "../../database/jobs.ts";
import { promotePieces } from "../../database/promote.ts";
import type { Transaction } from "../../database/schema.ts";
import { virtualTime } from "../../database/virtual-time.ts";
import { Failure } from "../../domain/failure.ts";
import type { Job } from "../../domain/job.ts";
import type { Lane } from "../../domain/piece.ts";
import type { Services } from "../../services.ts";
import { tell } from "../pieces/finish.ts";
import { type JobName, jobNotFound } from "./read-job.ts";

/**
 * Runs again what was not done of a job: it failed, was cancelled, or is partial. What was done is kept.
 * @throws {Failure} `job-not-found`, `job-not-retryable`
 */
export async function retryJob(
  { db, bell, news, machine, log }: Pick<Services, "db" | "bell" | "news" | "machine" | "log">,
  { tenant, id }: JobName,
): Promise<Job> {
  const { job, ready } = await db.transaction().execute(async (within) => {
    // Of two retries at once the second finds the job open.
    await within.selectFrom("jobs").select("id").where("id", "=", id).forUpdate().execute();
    const found = await findJob(within, { tenant, id, machine });
    if (!found) throw jobNotFound(id);
    if (found.state === "queued" || found.state === "running")
      throw new Failure("job-not-retryable", `The job is ${found.state}: there is nothing to do again.`);
    if (found.state === "succeeded" && !found.partial)
      throw new Failure("job-not-retryable", "The job has succeeded, and nothing of it is missing. Submit a new one.");
    const ready = await reopen(within, found);
    return { job: await findJob(within, { tenant, id, machine }), ready };
  });
  if (!job) throw jobNotFound(id);
  log.info({ job: id }, "job retried");
  await tell({ bell, news }, id, ready);
  return job;
}

/** @returns the lane of each piece that is ready again */
async function reopen(within: Transaction, { id: job, priority, batch }: Job): Promise<Lane[]> {
  const fresh = { failures: 0, lease_lost: 0, run_after: sql<Date>`now()`, error: null, finished_at: null };
  await within
    .updateTable("pieces")
    .set({ ...fresh, state: sql`case when stage in ('fetch', 'prepare') then 'ready' else 'waiting' end` })
    .where("job_id", "=", job)
    .where((eb) => eb.or([eb("state", "!=", "done"), eb("stage", "=", "assemble")]))
    .execute();
  await cutAgainWhereNeeded(within, job);
  await within
    .updateTable("jobs")
    .set((eb) => ({
      state: "queued",
      partial: false,
      error: null,
      started_at: null,
      finished_at: null,
      served: sql<number>`greatest(jobs.served, ${virtualTime(priority)})`,
      pieces_done: eb
        .selectFrom("pieces")
        .select((count) => sql<number>`${count.fn.countAll()}::int`.as("done"))
        .where("job_id", "=", job)
        .where("stage", "=", "recognise")
        .where("state", "=", "done"),
    }))
    .where("id", "=", job)
    .execute();
  await appendEvents(within, job, [{ type: "job-queued" }]);
  await noteForWebhooks(within, job, "job.retried");
  await promotePieces(within, job);
  if (batch !== null) await reopenBatch(within, batch);
  const ready = await within
    .selectFrom("pieces")
    .select("lane")
    .where("job_id", "=", job)
    .where("state", "=", "ready")
    .execute();
  return ready.map(({ lane }) => lane);
}

/** Stretches are not kept for ever: where they are gone, the recording is cut once more. */
async function cutAgainWhereNeeded(within: Transaction, job: string): Promise<void> {
  const { rows } = await sql<{ needed: boolean }>`
    select exists (
      select from pieces where job_id = ${job} and stage = 'recognise' and state <> 'done' and not ${hasSound(job)}
    ) as needed`.execute(within);
  if (!rows[0]?.needed) return;
  await within
    .updateTable("pieces")
    .set({ state: "ready" })
    .where("job_id", "=", job)
    .where("stage", "=", "prepare")
    .execute();
  await within.deleteFrom("pieces").where("job_id", "=", job).where("stage", "=", "assemble").execute();
  await within.updateTable("jobs").set({ prepared: false }).where("id", "=", job).execute();
}
