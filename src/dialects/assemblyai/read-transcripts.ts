import { type JobName, readJob } from "../../actions/jobs/read-job.ts";
import { readTranscript } from "../../actions/jobs/read-transcript.ts";
import type { Job } from "../../domain/job.ts";
import type { Transcript } from "../../domain/transcript.ts";
import type { Services } from "../../services.ts";
import { respelled } from "./respelled.ts";

/** A job with its text as it was asked to be written; null until there is one. @throws {Failure} `job-not-found` */
export async function readAnyTranscript(
  services: Services,
  name: JobName,
): Promise<{ job: Job; transcript: Transcript | null }> {
  const job = await readJob(services, name);
  return job.state === "succeeded" ? readHeard(services, name) : { job, transcript: null };
}

/** The same where nothing else will do. @throws {Failure} those of `readTranscript` */
export async function readHeard(services: Services, name: JobName): Promise<{ job: Job; transcript: Transcript }> {
  const { job, transcript } = await readTranscript(services, name);
  return { job, transcript: respelled(job, transcript) };
}
