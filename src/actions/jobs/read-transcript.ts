import { findTranscript } from "../../database/transcripts.ts";
import { Failure } from "../../domain/failure.ts";
import type { Job } from "../../domain/job.ts";
import type { Transcript } from "../../domain/transcript.ts";
import type { Services } from "../../services.ts";
import { type JobName, jobNotFound, readJob } from "./read-job.ts";

/**
 * The transcript of a job that has succeeded.
 * @throws {Failure} `job-not-found`, `job-not-finished`, `job-failed`, `job-cancelled`
 */
export async function readTranscript(
  services: Pick<Services, "db" | "jobs">,
  name: JobName,
): Promise<{ job: Job; transcript: Transcript }> {
  const job = await readJob(services, name);
  if (job.state === "failed")
    throw new Failure(
      "job-failed",
      `The job failed and has no result: ${job.error?.detail ?? "the cause is not known"}`,
    );
  if (job.state === "cancelled") throw new Failure("job-cancelled", "The job was cancelled and has no result.");
  if (job.state !== "succeeded")
    throw new Failure("job-not-finished", `The job is ${job.state}. Ask again later, or follow its events.`);
  const transcript = await findTranscript(services.db, job.id);
  if (!transcript) throw jobNotFound(job.id); // erased since it was read
  return { job, transcript };
}
