import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readTranscript } from "../../actions/jobs/read-transcript.ts";
import type { Job } from "../../domain/job.ts";
import { FORMATS, type Format } from "../../exports/formats.ts";
import type { Services } from "../../services.ts";
import { JobParams, jobName } from "../shapes/job-name.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { TranscriptShape } from "../shapes/transcript.ts";
import { acceptedFormat } from "./answers/accepted-format.ts";
import { contentDisposition, withoutExtension } from "./answers/content-disposition.ts";
import { sendJson, sendText } from "./answers/send-transcript.ts";

const SCHEMA = {
  operationId: "readResult",
  tags: ["jobs"],
  summary: "Read a job's result",
  description:
    "The transcript of a job that has succeeded. Without `as`, the Accept header decides; JSON is the default.",
  params: JobParams,
  querystring: z.strictObject({
    as: z.enum(FORMATS).optional().describe("The form of the transcript."),
    download: z
      .stringbool()
      .default(false)
      .meta({ type: "boolean", description: "Has a browser save it, under the recording's name." }),
  }),
  response: {
    200: {
      description: "The transcript in the form asked for.",
      content: {
        "application/json": { schema: TranscriptShape },
        "text/plain": { schema: z.string() },
        "application/x-subrip": { schema: z.string() },
        "text/vtt": { schema: z.string() },
      },
    },
    ...problemAnswers(400, 404, 409),
  },
};

/** `GET /api/v1/jobs/{id}/result`. */
export const resultRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get("/api/v1/jobs/:id/result", { schema: SCHEMA }, async (request, reply) => {
    const { job, transcript } = await readTranscript(services, jobName(request.params));
    const { as = acceptedFormat(request.headers.accept), download } = request.query;
    reply.header("cache-control", "private, no-cache").header("vary", "accept");
    if (download) reply.header("content-disposition", contentDisposition("attachment", fileName(job, as)));
    return as === "json" ? sendJson(reply, { transcript }) : sendText(reply, { transcript, as });
  });
};

/** The recording's name with the ending of what it was made into. */
function fileName({ source, id }: Job, as: Format): string {
  const name = source.kind === "upload" ? source.name : new URL(source.url).pathname.split("/").at(-1);
  return `${withoutExtension(name || "") || id}.${as}`;
}
