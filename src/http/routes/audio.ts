import type { FastifyReply } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type JobAudio, openAudio } from "../../actions/jobs/open-audio.ts";
import type { Services } from "../../services.ts";
import { byteRange } from "../answers/byte-range.ts";
import { contentDisposition } from "../answers/content-disposition.ts";
import { isListed } from "../answers/etag.ts";
import { sendProblem } from "../problems/answer-problem.ts";
import { problemOfCode } from "../problems/problems.ts";
import { JobParams, jobName } from "../shapes/job-name.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";

const SOUND = { "application/octet-stream": { schema: z.unknown().meta({ type: "string", format: "binary" }) } };

const SCHEMA = {
  operationId: "readAudio",
  tags: ["jobs"],
  summary: "Read a job's recording",
  description:
    "The recording as it was sent or fetched, with its own type. One range of bytes a request; HEAD tells how long it is.",
  params: JobParams,
  response: {
    200: { description: "All of it.", content: SOUND },
    206: { description: "The part that Range asks for.", content: SOUND },
    304: z.null().describe("The client has it already."),
    ...problemAnswers(404, 409, 416),
  },
};

/** `GET` and `HEAD /api/v1/jobs/{id}/audio`. */
export const audioRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  const url = "/api/v1/jobs/:id/audio";
  app.head(
    url,
    { schema: { ...SCHEMA, operationId: "lookAtAudio", hide: true }, config: { scope: "read" } },
    async (request, reply) => {
      const audio = await openAudio(services, jobName(request));
      return describe(reply, audio).header("content-length", audio.bytes).send();
    },
  );

  app.get(url, { schema: SCHEMA, config: { scope: "read" }, exposeHeadRoute: false }, async (request, reply) => {
    const { headers, id } = request;
    const audio = await openAudio(services, jobName(request));
    describe(reply, audio);
    if (isListed(headers["if-none-match"], tagOf(audio))) return reply.code(304).send(null);
    const range = isStillMeant(headers["if-range"], audio) ? byteRange(headers.range, audio.bytes) : undefined;
    if (range === "unsatisfiable") return sendUnsatisfiable(reply, audio, id);
    if (range === undefined) return reply.header("content-length", audio.bytes).send(await audio.read());
    return reply
      .code(206)
      .header("content-range", `bytes ${range.start}-${range.end}/${audio.bytes}`)
      .header("content-length", range.end - range.start + 1)
      .send(await audio.read(range));
  });
};

const tagOf = ({ digest }: JobAudio): string => `"${digest}"`;

/** A client may ask for a part only of the recording it has the beginning of. */
const isStillMeant = (ifRange: string | string[] | undefined, audio: JobAudio): boolean =>
  ifRange === undefined || ifRange === tagOf(audio);

function describe(reply: FastifyReply, audio: JobAudio): FastifyReply {
  // The type is the uploader's word: a browser must not be led to read a page where a recording should be.
  const isSound = /^(?:audio|video)\/[\w.+-]{1,80}$/.test(audio.mediaType);
  return reply
    .type(isSound ? audio.mediaType : "application/octet-stream")
    .header("accept-ranges", "bytes")
    .header("etag", tagOf(audio))
    .header("cache-control", "private, no-cache")
    .header("x-content-type-options", "nosniff")
    .header("content-disposition", contentDisposition("inline", audio.name));
}

function sendUnsatisfiable(reply: FastifyReply, { bytes }: JobAudio, requestId: string): FastifyReply {
  const detail = `The recording has ${bytes} bytes: there is nothing of it in this Range.`;
  reply.header("content-range", `bytes */${bytes}`).removeHeader("content-disposition").removeHeader("etag");
  return sendProblem(reply, { ...problemOfCode("request-invalid", detail, requestId), status: 416 });
}
