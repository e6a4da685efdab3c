import multipart from "@fastify/multipart";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { keepUpload } from "../../actions/uploads/keep-upload.ts";
import { ownerOf } from "../../http/access/caller.ts";
import { readUpload } from "../../http/bodies/read-upload.ts";
import { readOrForget } from "../../http/bodies/upload.ts";
import type { Services } from "../../services.ts";
import { uploadPath } from "./audio-url.ts";

const SCHEMA = {
  operationId: "assemblyaiUpload",
  tags: ["assemblyai"],
  summary: "Send a recording, as AssemblyAI's clients do",
  description:
    "It is kept for a day. `upload_url` is given as the `audio_url` of any number of transcripts, and is no page.",
  body: z.unknown().meta({
    content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
  }),
  response: { 200: z.object({ upload_url: z.string() }) },
};

/** `POST /v2/upload`. */
export const uploadRoute: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  // Its clients say of a body what they like: it is the recording in any case.
  app.removeAllContentTypeParsers();
  await app.register(multipart);
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  app.post("/v2/upload", { schema: SCHEMA, config: { scope: "submit" } }, async (request, reply) => {
    const recording = await readOrForget(request, () => readUpload(services, request));
    const owner = ownerOf(request);
    const { id } = await keepUpload(services, { owner, recording: { ...recording, mediaType: null } });
    return reply.header("cache-control", "no-store").send({ upload_url: `${request.publicOrigin}${uploadPath(id)}` });
  });
};
