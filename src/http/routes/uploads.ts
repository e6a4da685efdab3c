import multipart from "@fastify/multipart";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { forgetUpload } from "../../actions/uploads/forget-upload.ts";
import { keepUpload } from "../../actions/uploads/keep-upload.ts";
import { actorOf } from "../../domain/audit.ts";
import type { Services } from "../../services.ts";
import { ownerOf } from "../access/caller.ts";
import { readBodiesAsStreams } from "../bodies/bodies.ts";
import { readUpload } from "../bodies/read-upload.ts";
import { readOrForget } from "../bodies/upload.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { UploadShape, uploadJson } from "../shapes/upload.ts";

const binary = { type: "string", format: "binary", description: "The recording." };
const form = { type: "object", properties: { file: binary }, required: ["file"] };

const KEEP = {
  operationId: "upload",
  tags: ["transcription"],
  summary: "Send a recording before there is a job for it",
  description:
    "Takes a recording as the body itself or as the `file` of a form, and keeps it for a day. Its `url` is given as the `url` " +
    "of any number of jobs. They keep what they need by themselves.",
  body: z.unknown().meta({
    content: { "application/octet-stream": { schema: binary }, "multipart/form-data": { schema: form } },
  }),
  response: {
    201: jsonAnswer("It is kept.", UploadShape),
    ...problemAnswers(400, 413, 415, 422, 429, 503, 507),
  },
};

const FORGET = {
  operationId: "eraseUpload",
  tags: ["transcription"],
  summary: "Erase an upload",
  description:
    "Before its time. Jobs that were opened for it are not touched, and keep its content. Erasing it twice is no error.",
  params: z.object({ id: z.string().describe("The `id` that POST /api/v1/uploads gave.") }),
  response: { 204: z.null().describe("It is not there any more."), ...problemAnswers(503) },
};

/** `POST /api/v1/uploads`: a recording in, to be named by jobs; and erasing one. */
export const uploadRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  await app.register(multipart);
  readBodiesAsStreams(app);
  app.removeContentTypeParser("application/json");
  app.post("/api/v1/uploads", { schema: KEEP, config: { scope: "submit" } }, async (request, reply) => {
    const recording = await readOrForget(request, () => readUpload(services, request));
    const upload = await keepUpload(services, { owner: ownerOf(request), recording });
    return reply.code(201).send(uploadJson(upload));
  });
  app.delete("/api/v1/uploads/:id", { schema: FORGET, config: { scope: "erase" } }, async (request, reply) => {
    const { caller, params } = request;
    await forgetUpload(services, { tenant: caller.tenant, id: params.id, actor: actorOf(caller) });
    return reply.code(204).send(null);
  });
};
