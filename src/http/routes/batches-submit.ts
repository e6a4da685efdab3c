import multipart from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { BatchRefused, nameOfItem } from "../../actions/batches/batch-refused.ts";
import { readBatch } from "../../actions/batches/read-batch.ts";
import { requestBatch } from "../../actions/batches/request-batch.ts";
import { batchPath } from "../../domain/batch.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { ownerOf } from "../access/caller.ts";
import { BatchBody } from "../bodies/batch-docs.ts";
import { mediaTypeOf, readBodiesAsStreams } from "../bodies/bodies.ts";
import type { GivenBatch } from "../bodies/given-batch.ts";
import { readBatchForm } from "../bodies/read-batch-form.ts";
import { readBatchJson } from "../bodies/read-batch-json.ts";
import { readOrForget } from "../bodies/upload.ts";
import { sendProblem } from "../problems/answer-problem.ts";
import { problemOf } from "../problems/problems.ts";
import { BatchShape, batchJson } from "../shapes/batch.ts";
import { IdempotencyKey } from "../shapes/idempotency-key.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";

/** A thousand items, some of them with a vocabulary of their own. */
const JSON_BYTES = 16_000_000;

const SCHEMA = {
  operationId: "submitBatch",
  tags: ["batches"],
  summary: "Transcribe many recordings",
  description:
    "Opens a job for each of up to 1000 recordings: named by their addresses in JSON, or sent as the `file` parts of a form. " +
    "Everything is checked before anything is kept: either all jobs are opened, or the answer names every item that is wrong.",
  headers: z.looseObject({
    "idempotency-key": IdempotencyKey.describe("The same key gives the same batch, however often the request is sent."),
  }),
  body: BatchBody,
  response: {
    202: jsonAnswer("The batch is open. `Location` says where to read it.", BatchShape),
    ...problemAnswers(400, 413, 415, 422, 429, 503, 507),
  },
};

/** `POST /api/v1/batches`: many recordings in, a batch out. */
export const batchSubmitRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  await app.register(multipart);
  readBodiesAsStreams(app);
  app.post(
    "/api/v1/batches",
    { schema: SCHEMA, config: { scope: "submit" }, bodyLimit: JSON_BYTES },
    async (request, reply) => {
      const idempotencyKey = request.headers["idempotency-key"];
      try {
        const { id } = await readOrForget(request, () => openBatch(services, request, idempotencyKey));
        const batch = await readBatch(services, { tenant: request.caller.tenant, id });
        return reply.code(202).header("location", batchPath(id)).send(batchJson(batch));
      } catch (error) {
        if (error instanceof BatchRefused) return sendRefused(error, request, reply);
        throw error;
      }
    },
  );
};

async function openBatch(services: Services, request: FastifyRequest, idempotencyKey: string | undefined) {
  const given = await readGiven(services, request);
  return requestBatch(services, { ...ownerOf(request), ...given, idempotencyKey });
}

async function readGiven(services: Services, request: FastifyRequest): Promise<GivenBatch> {
  if (request.isMultipart()) return readBatchForm(services, request);
  if (mediaTypeOf(request) === "application/json") return readBatchJson(request.body);
  throw new Failure(
    "media-type-unsupported",
    "A batch is JSON with `items`, or a form (multipart/form-data) with several `file` parts.",
  );
}

function sendRefused(refused: BatchRefused, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const errors = refused.wrong.map((each) => ({
    in: "body" as const,
    field: nameOfItem(each),
    message: each.failure.message,
  }));
  return sendProblem(reply, { ...problemOf(refused, request.id), errors });
}
