import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readTranscript } from "../../actions/jobs/read-transcript.ts";
import type { Job } from "../../domain/job.ts";
import { FORMATS } from "../../exports/formats.ts";
import type { Services } from "../../services.ts";
import { acceptedFormat } from "../answers/accepted-format.ts";
import { contentDisposition, withoutExtension } from "../answers/content-disposition.ts";
import { sendJson, sendText } from "../answers/send-transcript.ts";
import type { ResultForms } from "../result-form.ts";
import { JobParams, jobName } from "../shapes/job-name.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { TranscriptShape } from "../shapes/transcript.ts";

const schemaOf = (forms: ResultForms) => ({
  operationId: "readResult",
  tags: ["jobs"],
  summary: "Read a job's result",
  description:
    "The transcript of a job that has succeeded. Without `as`, the Accept header decides; JSON is the default.",
  params: JobParams,
  querystring: z.strictObject({
    as: z
      .enum([...FORMATS, ...Object.keys(forms)])
      .optional()
      .describe("The form of the transcript: one of the product's own, or as the clients of another service read it."),
    download: z
      .stringbool()
      .default(false)
      .meta({ type: "boolean", description: "Has a browser save it, under the recording's name." }),
  }),
  response: {
    200: {
      description: "The transcript in the form asked for.",
      content: {
        "application/json": {
          schema: z.union([
            TranscriptShape,
            z.looseObject({}).describe("As the clients of another service read it, where `as` names that."),
          ]),
        },
        "text/plain": { schema: z.string() },
        "application/x-subrip": { schema: z.string() },
        "text/vtt": { schema: z.string() },
      },
    },
    ...problemAnswers(400, 404, 409),
  },
});

/** `GET /api/v1/jobs/{id}/result`. */
export const resultRoutes: FastifyPluginAsyncZod<{ services: Services; resultForms: ResultForms }> = async (
  app,
  { services, resultForms },
) => {
  app.get(
    "/api/v1/jobs/:id/result",
    { schema: schemaOf(resultForms), config: { scope: "read" } },
    async (request, reply) => {
      const { job, transcript } = await readTranscript(services, jobName(request));
      const { as = acceptedFormat(request.headers.accept), download } = request.query;
      const form = resultForms[as];
      const extension = form ? `${as.replace(/\.[^.]*$/, "")}.json` : as;
      reply.header("cache-control", "private, no-cache").header("vary", "accept");
      if (download) reply.header("content-disposition", contentDisposition("attachment", fileName(job, extension)));
      if (form) return reply.type(`${form.mediaType}; charset=utf-8`).send(form.write({ job, transcript }));
      const format = FORMATS.find((each) => each === as) ?? "json";
      return format === "json" ? sendJson(reply, { transcript }) : sendText(reply, { transcript, as: format });
    },
  );
};

/** The recording's name with the ending of what it was made into. */
function fileName({ source, id }: Job, extension: string): string {
  const name = source.kind === "upload" ? source.name : new URL(source.url).pathname.split("/").at(-1);
  return `${withoutExtension(name || "") || id}.${extension}`;
}
