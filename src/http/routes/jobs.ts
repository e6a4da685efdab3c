import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { cancelJob } from "../../actions/cancel-job.ts";
import { listJobs } from "../../actions/list-jobs.ts";
import { purgeJob } from "../../actions/purge-job.ts";
import { readJob } from "../../actions/read-job.ts";
import { retryJob } from "../../actions/retry-job.ts";
import { JOB_STATES } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { JobShape, jobJson, jobPath } from "../shapes/job.ts";
import { JobParams, jobName, TENANT } from "../shapes/job-name.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { sendUnlessKnown } from "./answers/etag.ts";

const States = z
  .preprocess((value) => [value].flat().flatMap((item) => String(item).split(",")), z.array(z.enum(JOB_STATES)))
  .optional()
  .meta({
    type: "array",
    items: { type: "string", enum: [...JOB_STATES] },
    description: "Only jobs in these states: repeated, or with commas between.",
  });

const LIST = {
  operationId: "listJobs",
  tags: ["jobs"],
  summary: "List jobs",
  description: "The newest first, a page at a time: `next` is the `after` of the page that follows, null on the last.",
  querystring: z.strictObject({
    state: States,
    after: z.string().max(500).optional().describe("The `next` of the page before."),
    limit: z.coerce.number().int().min(1).max(200).default(50).describe("Jobs a page."),
  }),
  response: {
    200: jsonAnswer(
      "A page of jobs.",
      z.object({ jobs: z.array(JobShape), next: z.string().nullable() }).meta({ id: "JobPage" }),
    ),
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
    "With `purge` the job, its recording, its text and its events are erased, whatever its state.",
  params: JobParams,
  querystring: z.strictObject({
    purge: z.stringbool().default(false).meta({ type: "boolean", description: "Erase it." }),
  }),
  response: {
    200: jsonAnswer("The job as it stands.", JobShape),
    204: z.null().describe("It is erased."),
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
  app.get("/api/v1/jobs", { schema: LIST }, async ({ query: { state, after, limit } }) => {
    const { jobs, next } = await listJobs(services, { tenant: TENANT, states: state, after, limit });
    return { jobs: jobs.map(jobJson), next };
  });

  for (const { url, hide } of [
    { url: "/api/v1/jobs/:id", hide: false },
    { url: "/api/jobs/:id", hide: true },
  ]) {
    app.get(url, { schema: { ...READ, hide }, onSend: sendUnlessKnown }, async ({ params }) =>
      jobJson(await readJob(services, jobName(params))),
    );

    app.delete(url, { schema: { ...REMOVE, hide } }, async ({ params, query }, reply) => {
      const name = jobName(params);
      if (!query.purge) return reply.code(200).send(jobJson(await cancelJob(services, name)));
      await purgeJob(services, name);
      return reply.code(204).send(null);
    });
  }

  app.post("/api/v1/jobs/:id/retry", { schema: RETRY }, async ({ params }, reply) => {
    const job = await retryJob(services, jobName(params));
    return reply.code(202).header("location", jobPath(job.id)).send(jobJson(job));
  });
};
