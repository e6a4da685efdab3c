import { isFinished, type Job } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { type JobName, readJob } from "./read-job.ts";
import { watchJob } from "./watch-job.ts";

/** The database counts events with 32 bits. */
const LATER_THAN_ALL = 2 ** 31 - 1;

/**
 * A job when it has finished, or as it stands when the time is over or the signal comes.
 * @throws {Failure} `job-not-found`
 */
export async function waitForJob(
  services: Pick<Services, "db" | "jobs" | "news">,
  { tenant, id, seconds, signal }: JobName & { seconds: number; signal: AbortSignal },
): Promise<Job> {
  const job = await readJob(services, { tenant, id });
  if (isFinished(job.state) || seconds <= 0) return job;
  const ending = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(seconds * 1000))]);
  // Its events are of no interest, only that it ends.
  for await (const _event of watchJob(services, { tenant, id, after: LATER_THAN_ALL, signal: ending }));
  return readJob(services, { tenant, id });
}
