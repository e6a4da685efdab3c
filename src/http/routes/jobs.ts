import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { cancelJob } from "../../actions/jobs/cancel-job.ts";
import { listJobs } from "../../actions/jobs/list-jobs.ts";
import { purgeJob } from "../../actions/jobs/purge-job.ts";
import { readJob } from "../../actions/jobs/read-job.ts";
import { unlessErased } from "../../actions/jobs/read-receipt.ts";
import { retryJob } from "../../actions/jobs/retry-job.ts";
import { actorOf } from "../../domain/audit.ts";
import { jobPath } from "../../domain/write-job.ts";
import type { Services } from "../../services.ts";
import { demand } from "../access/caller.ts";
import { sendUnlessKnown } from "../answers/etag.ts";
import { JobShape, jobJson } from "../shapes/job.ts";
import { JobParams, jobName } from "../shapes/job-name.ts";
import { JobPageShape, JobStates } from "../shapes/job-page.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { pageOptions } from "../shapes/page-options.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { ReceiptShape, receiptJson } from "../shapes/receipt.ts";

const LIST = {
  operationId: "listJobs",
  tags: ["jobs"],
  summary: "List jobs",
  description: "The newest first, a page at a time: `next` is the `after` of the page that follows, null on the last.",
  querystring: z.strictObject({
    state: JobStates,
    ...pageOptions("Jobs"),
  }),
  response: {
    200: jsonAnswer("A page of jobs.", JobPageShape),
    ...problemAnswers(400),
  },
};

const READ = {
  operationId: "readJob",
  tags: ["jobs"],
  summary: "Read a job",
  description:
    "How it stands, and how far it is. Sends an ETag; with If-None-Match the answer is 304 while nothing has changed.",
  params: JobParams,
  response: {
    200: jsonAnswer("The job as it stands.", JobShape),
    304: z.null().describe("Nothing has changed."),
    ...problemAnswers(404),
  },
};

const REMOVE = {
  operationId: "cancelJob",
  tags: ["jobs"],
  summary: "Cancel or purge a job",
  description:
    "Ends a job: what works on it stops within 2 seconds. A job that has ended stays as it is. " +
    "With `purge` the job, its recording, its text and its events are erased, whatever its state, and the answer is the " +
    "receipt, which can be read again.",
  params: JobParams,
  querystring: z.strictObject({
    purge: z.stringbool().default(false).meta({ type: "boolean", description: "Erase it." }),
  }),
  response: {
    200: jsonAnswer("The job as it stands; with `purge` what was erased.", z.union([JobShape, ReceiptShape])),
    ...problemAnswers(400, 404),
  },
};

const RETRY = {
  operationId: "retryJob",
  tags: ["jobs"],
  summary: "Retry a job",
  description: "Runs again what was not done of a job that failed, was cancelled or is partial. What was done is kept.",
  params: JobParams,
  response: { 202: jsonAnswer("The job, open again.", JobShape), ...problemAnswers(404, 409) },
};

/** The routes that list, read, cancel, purge and retry jobs. */
export const jobRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get("/api/v1/jobs", { schema: LIST, config: { scope: "read" } }, async ({ caller, query }) => {
    const { state, after, limit } = query;
    const { jobs, next } = await listJobs(services, { tenant: caller.tenant, states: state, after, limit });
    return { jobs: jobs.map(jobJson), next };
  });

  for (const { url, hide } of [
    { url: "/api/v1/jobs/:id", hide: false },
    { url: "/api/jobs/:id", hide: true },
  ]) {
    app.get(url, { schema: { ...READ, hide }, config: { scope: "read" }, onSend: sendUnlessKnown }, async (request) =>
      jobJson(await readJob(services, jobName(request))),
    );

    app.delete(url, { schema: { ...REMOVE, hide }, config: { scope: "submit" } }, async (request) => {
      const name = jobName(request);
      if (request.query.purge) demand(request, "erase");
      return unlessErased(services, name, async () =>
        request.query.purge
          ? receiptJson(await purgeJob(services, { ...name, by: actorOf(request.caller) }))
          : jobJson(await cancelJob(services, name)),
      );
    });
  }

  app.post("/api/v1/jobs/:id/retry", { schema: RETRY, config: { scope: "submit" } }, async (request, reply) => {
    const job = await retryJob(services, jobName(request));
    return reply.code(202).header("location", jobPath(job.id)).send(jobJson(job));
  });
};
