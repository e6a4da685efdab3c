import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { readReceipt } from "../../actions/jobs/read-receipt.ts";
import type { Services } from "../../services.ts";
import { JobParams, jobName } from "../shapes/job-name.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { ReceiptShape, receiptJson } from "../shapes/receipt.ts";

const READ = {
  operationId: "readReceipt",
  tags: ["jobs"],
  summary: "Read the receipt of an erased job",
  description: "What was erased, when, and at whose word. It outlives the job, in the audit log.",
  params: JobParams,
  response: { 200: jsonAnswer("The receipt.", ReceiptShape), ...problemAnswers(404) },
};

/** The route that shows what was erased with a job. */
export const receiptRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get("/api/v1/jobs/:id/receipt", { schema: READ, config: { scope: "read" } }, async (request) =>
    receiptJson(await readReceipt(services, jobName(request))),
  );
};
