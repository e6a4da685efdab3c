import multipart from "@fastify/multipart";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { cancelJob } from "../../actions/jobs/cancel-job.ts";
import type { JobName } from "../../actions/jobs/read-job.ts";
import { readTranscript } from "../../actions/jobs/read-transcript.ts";
import { requestTranscription } from "../../actions/jobs/request-transcription.ts";
import { waitForJob } from "../../actions/jobs/wait-for-job.ts";
import { Failure } from "../../domain/failure.ts";
import { isFinished } from "../../domain/job.ts";
import type { Task } from "../../domain/transcription.ts";
import { ownerOf } from "../../http/caller.ts";
import { problemOfCode } from "../../http/problems.ts";
import { type WaitingClient, watchClient } from "../../http/routes/answers/client-watch.ts";
import { sendEventStream } from "../../http/routes/answers/send-event-stream.ts";
import { readBodiesAsStreams } from "../../http/routes/uploads/bodies.ts";
import { inputSchema } from "../../http/routes/uploads/transcribe-docs.ts";
import { readOrForget } from "../../http/routes/uploads/upload.ts";
import { IdempotencyKey } from "../../http/shapes/idempotency-key.ts";
import type { Services } from "../../services.ts";
import { answerTranscript } from "./answer.ts";
import { sendOpenaiError } from "./errors.ts";
import { type OpenaiRequest, readRequest } from "./read-request.ts";
import { RequestFields } from "./request-fields.ts";
import { transcriptStream } from "./stream.ts";

const ROUTES = [
  { url: "/v1/audio/transcriptions", task: "transcribe", operationId: "openaiTranscription" },
  { url: "/v1/audio/translations", task: "translate", operationId: "openaiTranslation" },
] as const;

/** A client waits as long as its own time limit says; this only ends what nobody would wait for. */
const LONGEST_WAIT_SECONDS = 86_400;

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
  response: { 200: z.unknown().describe("In the form that `response_format` asks for, or events with `stream`.") },
});

/** `POST /v1/audio/transcriptions` and `/v1/audio/translations`. */
export const transcriptionRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  await app.register(multipart);
  readBodiesAsStreams(app);
  for (const { url, task, operationId } of ROUTES)
    app.post(url, { schema: schemaOf(operationId, task), config: { scope: "submit" } }, async (request, reply) => {
      const client = watchClient(app, reply);
      const asked = await readOrForget(request, () => readRequest(services, request, task));
      const key = request.headers["idempotency-key"];
      const opened = await requestTranscription(services, {
        ...{ ...ownerOf(request), recording: asked.recording, options: asked.options },
        ...(key !== undefined && { idempotencyKey: key }),
      });
      const job = { tenant: request.caller.tenant, id: opened.id };
      reply.header("x-scribewell-job", opened.id).header("cache-control", "no-store");
      // A job that was there before may have others who wait for it.
      if (opened.isNew) whenGone(reply, client, () => giveUp(services, request, job));
      return asked.isStreamed
        ? sendEventStream(reply, transcriptStream(services, { ...job, signal: client.signal }, { asked, request }))
        : answerAtEnd(services, { request, reply, client, job, asked });
    });
};

function whenGone({ raw }: FastifyReply, client: WaitingClient, act: () => Promise<void>): void {
  const look = () => client.hasGone() && void act();
  if (raw.closed) look();
  else raw.once("close", look);
}

async function giveUp(services: Services, { log }: FastifyRequest, job: JobName): Promise<void> {
  await cancelJob(services, job).catch(() => log.warn({ job: job.id }, "a job goes on though its client has gone"));
}

interface Waiting {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly client: WaitingClient;
  readonly job: JobName;
  readonly asked: OpenaiRequest;
}

async function answerAtEnd(services: Services, { request, reply, client, job, asked }: Waiting): Promise<FastifyReply> {
  const { state, error } = await waitForJob(services, {
    ...{ ...job, seconds: LONGEST_WAIT_SECONDS, signal: client.signal },
  });
  if (!isFinished(state))
    throw new Failure(
      "service-stopping",
      "The service is stopping. The job goes on: send the request again for its text.",
    );
  if (error) return sendOpenaiError(reply, problemOfCode(error.code, error.detail, request.id));
  const { transcript } = await readTranscript(services, job);
  return answerTranscript(reply, transcript, asked);
}
