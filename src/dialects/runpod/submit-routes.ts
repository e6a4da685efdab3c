import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { requestTranscription } from "../../actions/jobs/request-transcription.ts";
import { ownerOf } from "../../http/access/caller.ts";
import { watchClient } from "../../http/answers/client-watch.ts";
import type { Services } from "../../services.ts";
import { askedOf } from "./asked.ts";
import { EndpointParams, isStrict } from "./endpoint.ts";
import { Envelope, handlingOf } from "./envelope.ts";
import { findModel } from "./model-names.ts";
import { readInput } from "./read-input.ts";
import { BODY_BYTES, checkOneRecording, readRecording, tooLarge } from "./read-recording.ts";
import { awaitedStatus } from "./read-status.ts";
import { askedAs } from "./remembered.ts";
import { documented, StatusShape, WaitQuery } from "./shapes.ts";
import { briefStatus } from "./status.ts";

const asked = {
  params: EndpointParams,
  headers: z.looseObject({
    "x-scribewell-strict": z.string().optional().describe("`true` takes only what RunPod's own worker takes."),
  }),
  body: Envelope,
  response: { 200: StatusShape },
};
const RUN = { ...documented("runpodRun", "Transcribe"), ...asked };
const RUNSYNC = { ...documented("runpodRunSync", "Transcribe and wait"), ...asked, querystring: WaitQuery };

/** `POST /v2/{endpoint}/run` and `/runsync`. What is wrong is refused at once: no job is opened that could only fail. */
export const submitRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  const options = {
    config: { scope: "submit" },
    bodyLimit: BODY_BYTES,
    errorHandler: (error: Error) => {
      throw "code" in error && error.code === "FST_ERR_CTP_BODY_TOO_LARGE" ? tooLarge() : error;
    },
  } as const;
  app.post("/v2/:endpoint/run", { ...options, schema: RUN }, async (request, reply) => {
    const job = await open(services, request, false);
    reply.header("cache-control", "no-store").header("x-scribewell-job", job.id);
    return briefStatus(job);
  });
  app.post("/v2/:endpoint/runsync", { ...options, schema: RUNSYNC }, async (request, reply) => {
    const { signal } = watchClient(app, reply);
    const { id } = await open(services, request, true);
    reply.header("cache-control", "no-store").header("x-scribewell-job", id);
    return awaitedStatus(services, request, { id, wait: request.query.wait, signal });
  });
};

type Submission = FastifyRequest & {
  readonly body: z.output<typeof Envelope>;
  readonly params: z.output<typeof EndpointParams>;
  readonly headers: { readonly "x-scribewell-strict"?: string | undefined };
};

async function open(services: Services, request: Submission, isSync: boolean) {
  const { body, caller, headers } = request;
  const { endpoint } = request.params;
  const strict = isStrict(endpoint, headers["x-scribewell-strict"]);
  const { input, unknown } = readInput(body.input, { isStrict: strict });
  checkOneRecording(input);
  const { handling, warnings } = handlingOf(body, services.limits);
  const { options, request: wanted } = askedOf({ input, unknown });
  const isGiven = (body.input.model ?? null) !== null;
  const found = await findModel(services, {
    name: input.model,
    isGiven,
    isStrict: strict,
    allowed: caller.models,
  });
  const kept = askedAs({
    endpoint,
    isSync,
    ...wanted,
    model: found.name,
    warnings: [...warnings, ...found.warnings, ...wanted.warnings],
  });
  const { id } = await requestTranscription(services, {
    ...ownerOf(request),
    recording: await readRecording(services, request, input),
    options: { ...options, model: found.model },
    handling,
    askedAs: kept,
  });
  return { id, state: "queued", askedAs: kept } as const;
}
