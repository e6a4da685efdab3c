import type { FastifyRequest } from "fastify";
import { isFinished, type Job } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import type { WaitingClient } from "./client-watch.ts";
import { giveUpJob } from "./give-up-job.ts";
import { waitWhileAllowed } from "./wait-while-allowed.ts";

/** A client waits as long as its own time limit says; this only ends what nobody would wait for. */
const LONGEST_WAIT_SECONDS = 86_400;

/** A job that a request opened, or found open under its idempotency key. */
export interface OpenedJob {
  readonly id: string;
  readonly isNew: boolean;
}

/**
 * How a client's wait for a job ended: with the job; with the client's going, after which nobody reads an answer; or before
 * either, because the time was over or the service is stopping.
 */
export interface Awaited {
  readonly outcome: "ended" | "gone" | "stopping";
  /** As it stood then. */
  readonly job: Job;
}

/**
 * Waits for the end of a job as long as its client does, and takes the job with a client that goes, where that is wanted.
 * @param given.seconds as long as the client does, when left out; 0 only looks
 * @throws {Failure} `job-not-found`, and what another request would be refused with: the job goes on then
 */
export async function awaitJob(
  services: Services,
  {
    request,
    client,
    opened,
    seconds = LONGEST_WAIT_SECONDS,
    cancelsWhenGone = true,
  }: {
    readonly request: FastifyRequest;
    readonly client: WaitingClient;
    readonly opened: OpenedJob;
    readonly seconds?: number;
    readonly cancelsWhenGone?: boolean;
  },
): Promise<Awaited> {
  const job = await waitWhileAllowed(services, request, { id: opened.id, seconds, signal: client.signal });
  if (!client.hasGone()) return { outcome: isFinished(job.state) ? "ended" : "stopping", job };
  // A job that was there before may have others who wait for it.
  if (cancelsWhenGone && opened.isNew)
    await giveUpJob(services, request, { tenant: request.caller.tenant, id: opened.id });
  return { outcome: "gone", job };
}
