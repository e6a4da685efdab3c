import { endJob, findJob } from "../../database/jobs.ts";
import type { Job } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { type JobName, jobNotFound } from "./read-job.ts";

/**
 * Ends a job. What works on it stops within 2 s. A job that has ended already stays as it is.
 * @throws {Failure} `job-not-found`
 */
export async function cancelJob(
  { db, news, machine, log }: Pick<Services, "db" | "news" | "machine" | "log">,
  { tenant, id }: JobName,
): Promise<Job> {
  const { job, wasOpen } = await db.transaction().execute(async (within) => {
    if (!(await findJob(within, { tenant, id, machine }))) throw jobNotFound(id);
    const ended = await endJob(within, id, { state: "cancelled" });
    return { job: await findJob(within, { tenant, id, machine }), wasOpen: ended };
  });
  if (!job) throw jobNotFound(id);
  if (wasOpen) {
    log.info({ job: id }, "job cancelled");
    await news.tell({ job: id, kind: "cancelled" });
  }
  return job;
}
