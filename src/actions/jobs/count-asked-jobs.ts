import { type AskedJobs, countAsked, countWorkers } from "../../database/asked-as.ts";
import type { JobState } from "../../domain/job.ts";
import type { Services } from "../../services.ts";

/** Jobs that came in the words of another service, by state, and how many workers are busy with them. */
export async function countAskedJobs(
  { db }: Pick<Services, "db">,
  asked: AskedJobs,
): Promise<{ readonly states: Partial<Record<JobState, number>>; readonly workers: number }> {
  const [states, workers] = await Promise.all([countAsked(db, asked), countWorkers(db, asked)]);
  return { states, workers };
}
