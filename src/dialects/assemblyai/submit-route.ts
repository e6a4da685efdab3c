import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { readJob } from "../../actions/jobs/read-job.ts";
import { requestTranscription } from "../../actions/jobs/request-transcription.ts";
import { ownerOf } from "../../http/access/caller.ts";
import { shownAs } from "../../http/shapes/shown-as.ts";
import type { Services } from "../../services.ts";
import { askedOf } from "./asked.ts";
import { askedAs } from "./remembered.ts";
import { TranscriptParams } from "./request-fields.ts";
import { sendTranscript } from "./send-transcript.ts";
import { TranscriptShape } from "./shapes.ts";

const SCHEMA = {
  operationId: "assemblyaiSubmit",
  tags: ["assemblyai"],
  summary: "Transcribe, as AssemblyAI's clients ask",
  body: TranscriptParams,
  response: { 200: shownAs(TranscriptShape.describe("The transcript as it stands.")) },
};

/** `POST /v2/transcript`. */
export const submitRoute: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.post("/v2/transcript", { schema: SCHEMA, config: { scope: "submit" } }, async (request, reply) => {
    const { recording, options, webhook, remembered } = askedOf(request.body, await services.models.list());
    const { id } = await requestTranscription(services, {
      ...ownerOf(request),
      recording,
      options,
      askedAs: askedAs(remembered),
      ...(webhook && { handling: { webhook } }),
    });
    const job = await readJob(services, { tenant: request.caller.tenant, id });
    return sendTranscript(reply, job, null);
  });
};
