import type { FastifyInstance } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { cancelJob } from "../../actions/jobs/cancel-job.ts";
import { retryJob } from "../../actions/jobs/retry-job.ts";
import { Failure } from "../../domain/failure.ts";
import { watchClient } from "../../http/answers/client-watch.ts";
import type { Services } from "../../services.ts";
import { awaitedStatus, ownJob, statusOf } from "./read-status.ts";
import { documented, JobParams, StatusShape, WaitQuery } from "./shapes.ts";
import { briefStatus, timedStatus } from "./status.ts";

const one = { params: JobParams, response: { 200: StatusShape } };
const StatusQuery = z.looseObject({ ttl: z.string().optional().describe("Not followed.") });
const STATUS = { ...documented("runpodStatus", "Read a job"), ...one, querystring: StatusQuery };
const STATUS_SYNC = { ...documented("runpodStatusSync", "Wait for a job"), ...one, querystring: WaitQuery };
const CANCEL = { ...documented("runpodCancel", "Cancel a job"), ...one };
const RETRY = { ...documented("runpodRetry", "Retry a job"), ...one };

/** `/status`, `/status-sync`, `/cancel` and `/retry` of `/v2/{endpoint}`. */
export const jobRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  ignoreBodies(app);
  app.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));

  app.get("/v2/:endpoint/status/:id", { schema: STATUS, config: { scope: "read" } }, async (request, reply) => {
    if (request.query.ttl !== undefined)
      reply.header("x-scribewell-warnings", "`ttl` was not followed: how long a job is kept is said when it is sent.");
    return statusOf(services, await ownJob(services, request));
  });

  app.get(
    "/v2/:endpoint/status-sync/:id",
    { schema: STATUS_SYNC, config: { scope: "read" } },
    async (request, reply) => {
      const { signal } = watchClient(app, reply);
      const { id } = await ownJob(services, request);
      return awaitedStatus(services, request, { id, wait: request.query.wait, signal });
    },
  );

  app.post("/v2/:endpoint/cancel/:id", { schema: CANCEL, config: { scope: "submit" } }, async (request) =>
    timedStatus(await cancelJob(services, await ownJob(services, request))),
  );

  app.post("/v2/:endpoint/retry/:id", { schema: RETRY, config: { scope: "submit" } }, async (request) => {
    const job = await ownJob(services, request);
    const { status } = briefStatus(job);
    if (job.state !== "failed")
      throw new Failure(
        "job-not-retryable",
        `The job is ${status}: only one that FAILED can be retried. Send it again.`,
      );
    return briefStatus(await retryJob(services, job));
  });
};

/** Clients say that they send JSON and send nothing. Nothing is read of it. */
export function ignoreBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done) => {
    payload.resume();
    done(null);
  });
}
