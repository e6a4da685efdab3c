import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { beginDirectUpload, endDirectUpload, SEND_SECONDS } from "../../actions/uploads/direct-upload.ts";
import type { Services } from "../../services.ts";
import { ownerOf } from "../access/caller.ts";
import { watchClient } from "../answers/client-watch.ts";
import { asTooLarge } from "../bodies/upload.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { plainText } from "../shapes/plain-text.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { UploadShape, uploadJson } from "../shapes/upload.ts";

const tags = ["transcription"];
const fields = z.record(z.string(), z.string());

const BEGIN = {
  operationId: "beginDirectUpload",
  tags,
  summary: "Get an address to send a recording to",
  description:
    "For stores that give out addresses, S3 and Google Cloud Storage: the recording goes straight there within the hour, " +
    "and not through this service. Afterwards it is taken in.",
  response: {
    201: jsonAnswer(
      "Where to send it.",
      z
        .object({
          upload: z.string().describe("Names it when it is taken in."),
          url: z.string().describe("A secret: whoever has it can send."),
          method: z.enum(["PUT", "POST"]),
          headers: fields.describe("To be sent as they are."),
          fields: fields
            .optional()
            .describe("Fields of a form, before the recording as its last part `file`, for `POST`."),
          seconds: z.int().describe("How long it may be sent."),
        })
        .meta({ id: "DirectUpload" }),
    ),
    ...problemAnswers(401, 403, 409, 429, 503),
  },
};

const END = {
  operationId: "endDirectUpload",
  tags,
  summary: "Take in what was sent to an address",
  description:
    "All of it is read and counted, which takes its time with large recordings. From then on it is an upload like any other: " +
    "what is sent to the address later changes nothing.",
  params: z.object({ upload: z.string().max(200).describe("The `upload` of the address.") }),
  body: z
    .strictObject({
      name: plainText(500).optional().describe("What the recording is called."),
      mediaType: plainText(200).optional().describe("Its type, such as `audio/mpeg`."),
    })
    .nullish(),
  response: { 201: jsonAnswer("It is kept.", UploadShape), ...problemAnswers(400, 401, 403, 413, 422, 429, 503) },
};

/** `POST /api/v1/direct-uploads`, and its end: recordings that go straight to the store. */
export const directUploadRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  const config = { scope: "submit" } as const;

  app.post("/api/v1/direct-uploads", { schema: BEGIN, config }, async ({ caller }, reply) => {
    const signed = await beginDirectUpload(services, caller.tenant);
    reply.code(201).header("cache-control", "no-store");
    return { ...signed, seconds: SEND_SECONDS };
  });

  app.post("/api/v1/direct-uploads/:upload/end", { schema: END, config }, async (request, reply) => {
    const { name = null, mediaType = null } = request.body ?? {};
    const { signal } = watchClient(app, reply);
    const { upload } = request.params;
    const asked = { owner: ownerOf(request), upload, name, mediaType, signal };
    const kept = await endDirectUpload(services, asked).catch((error: unknown) => {
      throw asTooLarge(services, error);
    });
    return reply.code(201).send(uploadJson(kept));
  });
};
