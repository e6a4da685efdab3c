import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readTranscript } from "../../actions/jobs/read-transcript.ts";
import { requestTranscription } from "../../actions/jobs/request-transcription.ts";
import { Failure } from "../../domain/failure.ts";
import { ownerOf } from "../../http/access/caller.ts";
import { awaitJob, type OpenedJob } from "../../http/answers/await-job.ts";
import { type WaitingClient, watchClient } from "../../http/answers/client-watch.ts";
import { readBodiesAsStreams } from "../../http/bodies/bodies.ts";
import { readOrForget } from "../../http/bodies/upload.ts";
import { problemOfCode } from "../../http/problems/problems.ts";
import { IdempotencyKey } from "../../http/shapes/idempotency-key.ts";
import { shownAs } from "../../http/shapes/shown-as.ts";
import type { Services } from "../../services.ts";
import { type Asked, askedOf } from "./asked.ts";
import { sendDeepgramError } from "./errors.ts";
import { listened } from "./listened.ts";
import { strayWarnings } from "./not-followed.ts";
import { type GivenQuery, ListenQuery } from "./query.ts";
import { readRecording } from "./read-recording.ts";
import { askedAs } from "./remembered.ts";
import { ListenShape } from "./shapes.ts";

const SCHEMA = {
  operationId: "deepgramListen",
  tags: ["deepgram"],
  summary: "Transcribe, as Deepgram's clients ask",
  description:
    "The answer comes when the recording is done, and a client that goes takes its job with it. With `callback` the " +
    "answer is the job's id, and what it comes to is sent there.",
  querystring: ListenQuery,
  headers: z.looseObject({ "idempotency-key": IdempotencyKey }),
  body: z.unknown().meta({
    content: {
      "application/json": {
        schema: { type: "object", properties: { url: { type: "string" } }, required: ["url"] },
      },
      "application/octet-stream": {
        schema: { type: "string", format: "binary", description: "The recording itself, with any type but JSON." },
      },
    },
  }),
  response: { 200: shownAs(ListenShape.describe("Deepgram's object; with `callback`, the job's id alone.")) },
};

/** `POST /v1/listen`. */
export const listenRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  readBodiesAsStreams(app);
  app.post("/v1/listen", { schema: SCHEMA, config: { scope: "submit" } }, async (request, reply) => {
    const client = watchClient(app, reply);
    const key = request.headers["idempotency-key"];
    const { opened, callback } = await readOrForget(request, () =>
      openJob(services, { request, query: request.query, key }),
    );
    reply
      .header("x-scribewell-job", opened.id)
      .header("dg-request-id", opened.id)
      .header("cache-control", "no-store")
      .type("application/json; charset=utf-8");
    if (callback) return reply.send(JSON.stringify({ request_id: opened.id }));
    return answerAtEnd(services, { request, reply, client, opened });
  });
};

async function openJob(
  services: Services,
  { request, query, key }: { request: FastifyRequest; query: GivenQuery; key: string | undefined },
): Promise<Pick<Asked, "callback"> & { opened: OpenedJob }> {
  // What is wrong in the query is refused before the recording is read.
  const { options, remembered, callback } = await askedOf(services, query);
  const { recording, stray } = await readRecording(services, request);
  const warnings = [...remembered.warnings, ...strayWarnings(stray)];
  const opened = await requestTranscription(services, {
    ...ownerOf(request),
    recording,
    options,
    askedAs: askedAs({ ...remembered, warnings }),
    ...(callback && { handling: { webhook: callback } }),
    ...(key !== undefined && { idempotencyKey: key }),
  });
  return { opened, ...(callback && { callback }) };
}

interface Waiting {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly client: WaitingClient;
  readonly opened: OpenedJob;
}

async function answerAtEnd(services: Services, { request, reply, client, opened }: Waiting): Promise<FastifyReply> {
  const { outcome, job } = await awaitJob(services, { request, client, opened });
  if (outcome === "gone") return reply.send();
  if (outcome === "stopping")
    throw new Failure(
      "service-stopping",
      "The service is stopping. The job goes on: its result is read under /api/v1/jobs.",
    );
  if (job.error) return sendDeepgramError(reply, problemOfCode(job.error.code, job.error.detail, job.id));
  return reply.send(JSON.stringify(listened(await readTranscript(services, job))));
}
