import { pageOfJobs } from "../../database/jobs.ts";
import type { Job, JobState } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { nextOf, type PageWanted, rowsWanted } from "../pages.ts";

/**
 * A page of a tenant's jobs, the newest first. `next` leads to the page after it; null on the last.
 * @throws {Failure} `option-invalid` for a cursor that is none
 */
export async function listJobs(
  { db, machine }: Pick<Services, "db" | "machine">,
  { tenant, states, ...page }: PageWanted & { tenant: string; states?: readonly JobState[] | undefined },
): Promise<{ jobs: Job[]; next: string | null }> {
  const found = await pageOfJobs(db, { tenant, machine, states, ...rowsWanted(page) });
  return { jobs: found.slice(0, page.limit).map(({ job }) => job), next: nextOf(found, page.limit) };
}
