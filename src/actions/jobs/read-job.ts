import { Failure } from "../../domain/failure.ts";
import type { Job } from "../../domain/job.ts";
import type { Services } from "../../services.ts";

/** Which job of whom. */
export interface JobName {
  readonly tenant: string;
  readonly id: string;
}

/** A job as it stands. @throws {Failure} `job-not-found`: there is none, or it is another tenant's. */
export async function readJob({ jobs }: Pick<Services, "jobs">, name: JobName): Promise<Job> {
  const job = await jobs.find(name);
  if (!job) throw jobNotFound(name.id);
  return job;
}

export const jobNotFound = (id: string): Failure =>
  new Failure("job-not-found", `There is no job ${id} here. It may have been deleted, or have expired.`);
