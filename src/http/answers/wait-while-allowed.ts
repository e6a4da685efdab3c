import type { FastifyRequest } from "fastify";
import { waitForJob } from "../../actions/jobs/wait-for-job.ts";
import type { Job } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { watchRights } from "./watch-rights.ts";

/** What is waited for, and how long at most. */
interface Wait {
  readonly id: string;
  /** 0 only looks. */
  readonly seconds: number;
  /** Ends the wait: the job is given as it stands. */
  readonly signal: AbortSignal;
}

/**
 * Waits for a job of whoever asks, as long as they may ask: with their key or session the wait ends, within ten seconds.
 * @throws {Failure} `job-not-found`, and what another request of theirs would be refused with
 */
export async function waitWhileAllowed(
  services: Services,
  request: FastifyRequest,
  { id, seconds, signal }: Wait,
): Promise<Job> {
  const { tenant } = request.caller;
  const refused = new AbortController();
  const stopWatching = watchRights(request, () => refused.abort());
  try {
    const job = await waitForJob(services, { tenant, id, seconds, signal: AbortSignal.any([signal, refused.signal]) });
    if (seconds > 0) await request.checkAccess();
    return job;
  } finally {
    stopWatching();
  }
}
