import type { FastifyRequest } from "fastify";
import { cancelJob } from "../../actions/jobs/cancel-job.ts";
import type { JobName } from "../../actions/jobs/read-job.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";

/** Cancels a job whose client has gone. There is nobody to tell where that fails: it is logged, and the job goes on. */
export async function giveUpJob(
  services: Services,
  { log }: Pick<FastifyRequest, "log">,
  { tenant, id }: JobName,
): Promise<void> {
  try {
    await cancelJob(services, { tenant, id });
  } catch (error) {
    // It was erased in between: that is the end of it too.
    if (error instanceof Failure && error.code === "job-not-found") return;
    log.warn({ job: id, bug: describeBug(error) }, "a job goes on though its client has gone");
  }
}
