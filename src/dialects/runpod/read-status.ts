import type { FastifyRequest } from "fastify";
import { jobNotFound, readJob } from "../../actions/jobs/read-job.ts";
import { readTranscript } from "../../actions/jobs/read-transcript.ts";
import type { Job } from "../../domain/job.ts";
import { waitWhileAllowed } from "../../http/answers/wait-while-allowed.ts";
import type { Services } from "../../services.ts";
import { rememberedOf } from "./remembered.ts";
import { fullStatus } from "./status.ts";
import { jobNamed } from "./wire-id.ts";

type Asking = Pick<FastifyRequest, "caller"> & { readonly params: { readonly id: string } };

/** A job of the caller that came in RunPod's words. @throws {Failure} `job-not-found` */
export async function ownJob(services: Services, request: Asking): Promise<Job> {
  const name = jobNamed(request);
  const job = await readJob(services, name);
  if (rememberedOf(job.askedAs)) return job;
  throw jobNotFound(name.id);
}

/** How a job stands, with its output where it has one. @throws {Failure} `job-not-found` */
export async function statusOf(services: Services, job: Job): Promise<ReturnType<typeof fullStatus>> {
  const { transcript } = job.state === "succeeded" ? await readTranscript(services, job) : { transcript: null };
  return fullStatus(job, transcript);
}

/** The same when the job has ended, or the time is over or the signal comes. */
export async function awaitedStatus(
  services: Services,
  request: FastifyRequest,
  { wait, ...waiting }: { readonly id: string; readonly wait: number; readonly signal: AbortSignal },
): Promise<ReturnType<typeof fullStatus>> {
  return statusOf(services, await waitWhileAllowed(services, request, { ...waiting, seconds: wait / 1000 }));
}
