import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { cancelBatch } from "../../actions/batches/cancel-batch.ts";
import { listBatches, listBatchJobs } from "../../actions/batches/list-batches.ts";
import { purgeBatch } from "../../actions/batches/purge-batch.ts";
import { readBatch } from "../../actions/batches/read-batch.ts";
import { actorOf } from "../../domain/audit.ts";
import type { Services } from "../../services.ts";
import { demand } from "../access/caller.ts";
import { sendUnlessKnown } from "../answers/etag.ts";
import { BatchParams, BatchShape, batchJson, batchName } from "../shapes/batch.ts";
import { BatchReceiptShape, batchReceiptJson } from "../shapes/batch-receipt.ts";
import { jobJson } from "../shapes/job.ts";
import { JobPageShape, JobStates } from "../shapes/job-page.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { pageOptions } from "../shapes/page-options.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";

const tags = ["batches"];

const LIST = {
  operationId: "listBatches",
  tags,
  summary: "List batches",
  description: "The newest first, a page at a time: `next` is the `after` of the page that follows, null on the last.",
  querystring: z.strictObject(pageOptions("Batches")),
  response: {
    200: jsonAnswer(
      "A page of batches.",
      z.object({ batches: z.array(BatchShape), next: z.string().nullable() }).meta({ id: "BatchPage" }),
    ),
    ...problemAnswers(400),
  },
};

const READ = {
  operationId: "readBatch",
  tags,
  summary: "Read a batch",
  description:
    "How its jobs stand. Sends an ETag; with If-None-Match the answer is 304 while nothing has changed. A webhook for " +
    "`batch.ended` saves you from asking.",
  params: BatchParams,
  response: {
    200: jsonAnswer("The batch as it stands.", BatchShape),
    304: z.null().describe("Nothing has changed."),
    ...problemAnswers(404),
  },
};

const JOBS = {
  operationId: "listBatchJobs",
  tags,
  summary: "List the jobs of a batch",
  description:
    "In the order of the items, a page at a time: `next` is the `after` of the page that follows, null on the last.",
  params: BatchParams,
  querystring: z.strictObject({ state: JobStates, ...pageOptions("Jobs") }),
  response: { 200: jsonAnswer("A page of jobs.", JobPageShape), ...problemAnswers(400, 404) },
};

const REMOVE = {
  operationId: "cancelBatch",
  tags,
  summary: "Cancel or purge a batch",
  description:
    "Ends every job of it that is open. With `purge` all its jobs are erased with their recordings, texts and events, " +
    "whatever their state, and the batch too; the answer tells what was. Where the connection breaks off, send it again: it " +
    "does the rest, and tells of that.",
  params: BatchParams,
  querystring: z.strictObject({
    purge: z.stringbool().default(false).meta({ type: "boolean", description: "Erase it." }),
  }),
  response: {
    200: jsonAnswer(
      "The batch as it stands; with `purge` what was erased of all its jobs.",
      z.union([BatchShape, BatchReceiptShape]),
    ),
    ...problemAnswers(400, 404),
  },
};

/** The routes that list, read, cancel and purge batches. */
export const batchRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get("/api/v1/batches", { schema: LIST, config: { scope: "read" } }, async ({ caller, query }) => {
    const { batches, next } = await listBatches(services, { tenant: caller.tenant, ...query });
    return { batches: batches.map(batchJson), next };
  });

  app.get(
    "/api/v1/batches/:id",
    { schema: READ, config: { scope: "read" }, onSend: sendUnlessKnown },
    async (request) => batchJson(await readBatch(services, batchName(request))),
  );

  app.get("/api/v1/batches/:id/jobs", { schema: JOBS, config: { scope: "read" } }, async (request) => {
    const { state, ...rest } = request.query;
    const { jobs, next } = await listBatchJobs(services, { ...batchName(request), ...rest, states: state });
    return { jobs: jobs.map(jobJson), next };
  });

  app.delete("/api/v1/batches/:id", { schema: REMOVE, config: { scope: "submit" } }, async (request) => {
    const name = batchName(request);
    if (request.query.purge) demand(request, "erase");
    return request.query.purge
      ? batchReceiptJson(await purgeBatch(services, { ...name, by: actorOf(request.caller) }))
      : batchJson(await cancelBatch(services, name));
  });
};
