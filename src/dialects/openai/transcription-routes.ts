import multipart from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readTranscript } from "../../actions/jobs/read-transcript.ts";
import { requestTranscription } from "../../actions/jobs/request-transcription.ts";
import { Failure } from "../../domain/failure.ts";
import type { Task } from "../../domain/transcription.ts";
import { ownerOf } from "../../http/access/caller.ts";
import { awaitJob, type OpenedJob } from "../../http/answers/await-job.ts";
import { type WaitingClient, watchClient, watchReader } from "../../http/answers/client-watch.ts";
import { giveUpJob } from "../../http/answers/give-up-job.ts";
import { sendEventStream } from "../../http/answers/send-event-stream.ts";
import { readBodiesAsStreams } from "../../http/bodies/bodies.ts";
import { inputSchema } from "../../http/bodies/transcribe-docs.ts";
import { readOrForget } from "../../http/bodies/upload.ts";
import { problemOfCode } from "../../http/problems/problems.ts";
import { IdempotencyKey } from "../../http/shapes/idempotency-key.ts";
import { shownAs } from "../../http/shapes/shown-as.ts";
import type { Services } from "../../services.ts";
import { answerTranscript } from "./answer.ts";
import { sendOpenaiError } from "./errors.ts";
import { type OpenaiRequest, readRequest } from "./read-request.ts";
import { RequestFields } from "./request-fields.ts";
import { TextShape, VerboseShape } from "./shapes.ts";
import { transcriptStream } from "./stream.ts";

const ROUTES = [
  { url: "/v1/audio/transcriptions", task: "transcribe", operationId: "openaiTranscription" },
  { url: "/v1/audio/translations", task: "translate", operationId: "openaiTranslation" },
] as const;

const { properties, ...form } = inputSchema(RequestFields);
const file = { type: "string", format: "binary", description: "The recording." };

const schemaOf = (operationId: string, task: Task) => ({
  operationId,
  tags: ["openai"],
  summary: task === "transcribe" ? "Transcribe, as OpenAI's clients ask" : "Translate, as OpenAI's clients ask",
  description: "The answer comes when the recording is done. A client that goes takes its job with it.",
  headers: z.looseObject({ "idempotency-key": IdempotencyKey }),
  body: z.unknown().meta({
    content: {
      "multipart/form-data": { schema: { ...form, properties: { file, ...properties }, required: ["file"] } },
    },
  }),
  response: {
    200: {
      description: "In the form that `response_format` asks for, or events with `stream`.",
      content: {
        "application/json": { schema: shownAs(z.union([TextShape, VerboseShape])) },
        "text/plain": { schema: z.string() },
        "application/x-subrip": { schema: z.string() },
        "text/vtt": { schema: z.string() },
        "text/event-stream": { schema: z.string() },
      },
    },
  },
});

/** `POST /v1/audio/transcriptions` and `/v1/audio/translations`. */
export const transcriptionRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  await app.register(multipart);
  readBodiesAsStreams(app);
  for (const { url, task, operationId } of ROUTES)
    app.post(url, { schema: schemaOf(operationId, task), config: { scope: "submit" } }, async (request, reply) => {
      const asked = await readOrForget(request, () => readRequest(services, request, task));
      const key = request.headers["idempotency-key"];
      const opened = await requestTranscription(services, {
        ...ownerOf(request),
        recording: asked.recording,
        options: asked.options,
        ...(key !== undefined && { idempotencyKey: key }),
      });
      reply.header("x-scribewell-job", opened.id).header("cache-control", "no-store");
      return asked.isStreamed
        ? streamText(services, { request, reply, asked, opened, client: watchReader(app, reply) })
        : answerAtEnd(services, { request, reply, asked, opened, client: watchClient(app, reply) });
    });
};

interface Waiting {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly client: WaitingClient;
  readonly opened: OpenedJob;
  readonly asked: OpenaiRequest;
}

function streamText(services: Services, { request, reply, client, opened, asked }: Waiting): FastifyReply {
  const job = { tenant: request.caller.tenant, id: opened.id };
  // A job that was there before may have others who wait for it.
  if (opened.isNew) whenGone(reply, client, () => giveUpJob(services, request, job));
  return sendEventStream(reply, transcriptStream(services, { ...job, signal: client.signal }, { asked, request }));
}

function whenGone({ raw }: FastifyReply, client: WaitingClient, act: () => Promise<void>): void {
  const look = () => client.hasGone() && void act();
  if (raw.closed) look();
  else raw.once("close", look);
}

async function answerAtEnd(services: Services, { asked, ...waiting }: Waiting): Promise<FastifyReply> {
  const { request, reply } = waiting;
  const { outcome, job } = await awaitJob(services, waiting);
  if (outcome === "gone") return reply.send();
  if (outcome === "stopping")
    throw new Failure(
      "service-stopping",
      "The service is stopping. The job goes on: send the request again for its text.",
    );
  if (job.error) return sendOpenaiError(reply, problemOfCode(job.error.code, job.error.detail, request.id));
  const { transcript } = await readTranscript(services, job);
  return answerTranscript(reply, transcript, asked);
}
