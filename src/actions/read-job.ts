import { findJob } from "../database/jobs.ts";
import { Failure } from "../domain/failure.ts";
import type { Job } from "../domain/job.ts";
import type { Services } from "../services.ts";

/** Which job of whom. */
export interface JobName {
  readonly tenant: string;
  readonly id: string;
}

/** A job as it stands. @throws {Failure} `job-not-found`: there is none, or it is another tenant's. */
export async function readJob(
  { db, machine }: Pick<Services, "db" | "machine">,
  { tenant, id }: JobName,
): Promise<Job> {
  const job = await findJob(db, { tenant, id, machine });
  if (!job) throw jobNotFound(id);
  return job;
}

export const jobNotFound = (id: string): Failure =>
  new Failure("job-not-found", `There is no job ${id} here. It may have been deleted, or have expired.`);
