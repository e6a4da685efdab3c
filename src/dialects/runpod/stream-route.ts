import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { tellOnce } from "../../actions/jobs/tell-once.ts";
import { watchClient } from "../../http/answers/client-watch.ts";
import { waitWhileAllowed } from "../../http/answers/wait-while-allowed.ts";
import type { Services } from "../../services.ts";
import { ownJob, statusOf } from "./read-status.ts";
import { documented, JobParams } from "./shapes.ts";

/** Clients ask again at once. */
const PAUSE_SECONDS = 1;

const SCHEMA = {
  ...documented("runpodStream", "Read what a job has given since"),
  description: "The whole output, once, when the job has succeeded.",
  params: JobParams,
  response: {
    200: z.looseObject({ status: z.string(), stream: z.array(z.object({ output: z.unknown() })) }),
  },
};

/** `GET /v2/{endpoint}/stream/{id}`. Clients ask until the job has ended and there is nothing new. */
export const streamRoute: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  // No HEAD: it would be told what the GET after it is not.
  const options = { schema: SCHEMA, config: { scope: "read" }, exposeHeadRoute: false } as const;
  app.get("/v2/:endpoint/stream/:id", options, async (request, reply) => {
    const { signal } = watchClient(app, reply);
    const { id } = await ownJob(services, request);
    const job = await waitWhileAllowed(services, request, { id, seconds: PAUSE_SECONDS, signal });
    const { status, output, error } = await statusOf(services, job);
    reply.header("cache-control", "no-store");
    // Clients in Python know no end by this name, and would ask for ever.
    if (job.state === "cancelled") return { status: "FAILED", stream: [], error: "The job was cancelled." };
    const isNew = output !== undefined && !signal.aborted && (await tellOnce(services, job));
    return { status, stream: isNew ? [{ output }] : [], ...(error !== undefined && { error }) };
  });
};
