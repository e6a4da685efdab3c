import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { cancelWaitingJobs } from "../../actions/jobs/cancel-waiting-jobs.ts";
import { countAskedJobs } from "../../actions/jobs/count-asked-jobs.ts";
import type { Services } from "../../services.ts";
import { EndpointParams } from "./endpoint.ts";
import { ignoreBodies } from "./job-routes.ts";
import { DIALECT } from "./remembered.ts";
import { documented } from "./shapes.ts";

const count = z.int().min(0);
const zero = z.literal(0).describe("Not known: 0.");

const PURGE = {
  ...documented("runpodPurgeQueue", "Cancel all jobs of an endpoint that wait"),
  params: EndpointParams,
  response: { 200: z.object({ removed: count, status: z.literal("completed") }) },
};

const HEALTH = {
  ...documented("runpodHealth", "Count the jobs of an endpoint"),
  params: EndpointParams,
  response: {
    200: z.object({
      jobs: z.object({ completed: count, failed: count, inProgress: count, inQueue: count, retried: zero }),
      workers: z.object({ idle: zero, initializing: zero, ready: zero, running: count, throttled: zero }),
    }),
  },
};

/** `/purge-queue` and `/health` of `/v2/{endpoint}`: about the caller's jobs that came to it. */
export const endpointRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  ignoreBodies(app);
  const jobsOf = ({ caller, params }: { caller: { tenant: string }; params: { endpoint: string } }) => ({
    tenant: caller.tenant,
    dialect: DIALECT,
    request: { endpoint: params.endpoint },
  });

  app.post("/v2/:endpoint/purge-queue", { schema: PURGE, config: { scope: "submit" } }, async (request) => ({
    removed: await cancelWaitingJobs(services, jobsOf(request)),
    status: "completed" as const,
  }));

  app.get("/v2/:endpoint/health", { schema: HEALTH, config: { scope: "read" } }, async (request, reply) => {
    const { states, workers } = await countAskedJobs(services, jobsOf(request));
    const { succeeded = 0, failed = 0, running = 0, queued = 0 } = states;
    reply.header("cache-control", "no-store");
    return {
      jobs: { completed: succeeded, failed, inProgress: running, inQueue: queued, retried: 0 as const },
      workers: {
        idle: 0 as const,
        initializing: 0 as const,
        ready: 0 as const,
        running: workers,
        throttled: 0 as const,
      },
    };
  });
};
