import type { FastifyInstance } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { purgeJob } from "../../actions/jobs/purge-job.ts";
import { readJob } from "../../actions/jobs/read-job.ts";
import { forgetUpload } from "../../actions/uploads/forget-upload.ts";
import { actorOf } from "../../domain/audit.ts";
import { shownAs } from "../../http/shapes/shown-as.ts";
import type { Services } from "../../services.ts";
import { audioUrlOf, uploadOf } from "./audio-url.ts";
import { readAnyTranscript } from "./read-transcripts.ts";
import { sendTranscript } from "./send-transcript.ts";
import { TranscriptShape } from "./shapes.ts";
import { TranscriptPath } from "./transcript-path.ts";

const GONE = { text: null, audio_url: "http://deleted_by_user" } as const;

const READ = {
  operationId: "assemblyaiTranscript",
  tags: ["assemblyai"],
  summary: "Read a transcript, as AssemblyAI's clients ask",
  params: TranscriptPath,
  response: { 200: shownAs(TranscriptShape.describe("As it stands, with its text once `status` is `completed`.")) },
};

const ERASE = {
  operationId: "assemblyaiDelete",
  tags: ["assemblyai"],
  summary: "Erase a transcript, as AssemblyAI's clients ask",
  description: "With its recording, its upload and its text. It is cancelled first where it is not done.",
  params: TranscriptPath,
  response: { 200: shownAs(TranscriptShape.describe("As it stood, without text. It is not found from now on.")) },
};

/** `GET` and `DELETE /v2/transcript/{id}`. */
export const transcriptRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  readNoBodies(app);
  app.get("/v2/transcript/:id", { schema: READ, config: { scope: "read" } }, async ({ caller, params }, reply) => {
    const { job, transcript } = await readAnyTranscript(services, { tenant: caller.tenant, id: params.id });
    return sendTranscript(reply, job, transcript);
  });

  app.delete("/v2/transcript/:id", { schema: ERASE, config: { scope: "erase" } }, async ({ caller, params }, reply) => {
    const { tenant } = caller;
    const job = await readJob(services, { tenant, id: params.id });
    const upload = uploadOf(audioUrlOf(job));
    // Before the job: its recording is erased with it only where nothing else names it.
    if (upload !== undefined) await forgetUpload(services, { tenant, id: upload, actor: actorOf(caller) });
    await purgeJob(services, { tenant, id: job.id, by: actorOf(caller) });
    return sendTranscript(reply, job, null, GONE);
  });
};

/** AssemblyAI's client says of every request that it is JSON, also of those without a body. */
function readNoBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done) => {
    payload.resume();
    done(null);
  });
}
