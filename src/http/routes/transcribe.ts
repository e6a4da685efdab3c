import { Readable } from "node:stream";
import multipart from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { requestTranscription } from "../../actions/jobs/request-transcription.ts";
import { Failure } from "../../domain/failure.ts";
import type { Handling } from "../../domain/handling.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import { FORMATS } from "../../exports/formats.ts";
import type { Services } from "../../services.ts";
import { ownerOf } from "../access/caller.ts";
import { answerWithJob } from "../answers/answer-with-job.ts";
import type { OpenedJob } from "../answers/await-job.ts";
import { watchClient } from "../answers/client-watch.ts";
import { JSON_BODY_BYTES, tooLargeForJson } from "../bodies/base64-recording.ts";
import { mediaTypeOf, readBodiesAsStreams } from "../bodies/bodies.ts";
import type { GivenRecording } from "../bodies/given-recording.ts";
import { readForm } from "../bodies/read-form.ts";
import { readJson } from "../bodies/read-json.ts";
import { readRaw } from "../bodies/read-raw.ts";
import { TranscribeBody } from "../bodies/transcribe-docs.ts";
import { readOrForget } from "../bodies/upload.ts";
import { handlingOf } from "../shapes/handling-options.ts";
import { IdempotencyKey } from "../shapes/idempotency-key.ts";
import { JobShape } from "../shapes/job.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { TranscriptShape } from "../shapes/transcript.ts";
import { type GivenOptions, OptionStrings, optionsOf } from "../shapes/transcription-options.ts";

const Query = OptionStrings.extend({
  wait: z.coerce.number().min(0).max(600).default(0).describe("Seconds to wait for the end of the job."),
  as: z
    .enum(FORMATS)
    .optional()
    .describe(
      "The form of the result, when the job ends in time; `json` where nothing is said. Goes with `wait` alone.",
    ),
  cancelOnDisconnect: z
    .stringbool()
    .default(false)
    .meta({ type: "boolean", description: "A client that waits and goes takes its job with it." }),
});

const Headers = z.looseObject({
  "idempotency-key": IdempotencyKey.describe("The same key gives the same job, however often the request is sent."),
});

const PLACES = [
  { url: "/api/v1/transcribe", hide: false },
  { url: "/api/transcribe", hide: true },
];

const SCHEMA = {
  operationId: "transcribe",
  tags: ["transcription"],
  summary: "Transcribe a recording",
  description:
    "Takes a recording as a form, as the body itself, as base64 in JSON, or by its address, and opens a job for it. " +
    "Uploads are streamed. Options stand beside the recording, or in the query; where they stand in both, the former count. " +
    "With `wait` the answer is the result if the job ends in time.",
  querystring: Query,
  headers: Headers,
  body: TranscribeBody,
  response: {
    200: {
      description: "The job has ended in time: the job with its `transcript`, or its text in the form asked for.",
      content: {
        "application/json": { schema: JobShape.extend({ transcript: TranscriptShape }).meta({ id: "FinishedJob" }) },
        "text/plain": { schema: z.string() },
        "application/x-subrip": { schema: z.string() },
        "text/vtt": { schema: z.string() },
      },
    },
    202: jsonAnswer("The job is open. `Location` says where to read it.", JobShape),
    ...problemAnswers(400, 409, 413, 415, 422, 429, 500, 503, 507),
  },
};

/** `POST /api/v1/transcribe`: a recording in, a job or its result out. */
export const transcribeRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  await app.register(multipart);
  readBodiesAsStreams(app);
  for (const { url, hide } of PLACES)
    app.route({
      method: "POST",
      url,
      config: { scope: "submit" },
      schema: { ...SCHEMA, hide },
      bodyLimit: JSON_BODY_BYTES,
      errorHandler: (error) => {
        throw error.code === "FST_ERR_CTP_BODY_TOO_LARGE" ? tooLargeForJson() : error;
      },
      handler: async (request, reply) => {
        const client = watchClient(app, reply);
        const { wait, as = "json", cancelOnDisconnect, ...inQuery } = request.query;
        if (request.query.as !== undefined && wait === 0) throw asWithoutWait();
        const key = request.headers["idempotency-key"];
        const opened = await readOrForget(request, () => openJob(services, { request, inQuery, key }));
        return answerWithJob(services, { request, reply, client, opened, wanted: { wait, as, cancelOnDisconnect } });
      },
    });
};

const asWithoutWait = () =>
  new Failure(
    "option-invalid",
    "`as` is the form of an answer that waits for the result. Give `wait` too, or read /api/v1/jobs/{id}/result?as=… later.",
  );

async function openJob(
  services: Services,
  { request, inQuery, key }: { request: FastifyRequest; inQuery: GivenOptions; key: string | undefined },
): Promise<OpenedJob> {
  // What is wrong in the query is refused before the upload is read.
  optionsOf(inQuery);
  const { recording, options } = await readRecording(services, request);
  return requestFor(services, request, { recording, options: { ...inQuery, ...options }, key });
}

function readRecording(services: Services, request: FastifyRequest): Promise<GivenRecording> {
  if (request.isMultipart()) return readForm(services, request);
  if (mediaTypeOf(request) === "application/json") return readJson(services, request);
  return readRaw(services, { request, body: request.body instanceof Readable ? request.body : undefined });
}

async function requestFor(
  services: Services,
  request: FastifyRequest,
  { recording, options: given, key }: GivenRecording & { key: string | undefined },
): Promise<OpenedJob> {
  const { name } = given;
  const received = recording.kind === "received";
  let options: TranscriptionOptions;
  let handling: Handling;
  try {
    options = optionsOf(given);
    handling = handlingOf(given);
  } catch (error) {
    if (received) await recording.blob.discard();
    throw error;
  }
  return requestTranscription(services, {
    ...ownerOf(request),
    recording: recording.kind === "url" || name === undefined ? recording : { ...recording, name },
    options,
    handling,
    ...(key !== undefined && { idempotencyKey: key }),
  });
}
