import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { readJob } from "../../actions/jobs/read-job.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { aboutTranscript } from "./text-schema.ts";

const SCHEMA = aboutTranscript("assemblyaiRedactedAudio", "Be told that nothing is redacted");

/** `GET /v2/transcript/{id}/redacted-audio`: there is none. */
export const redactedRoute: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get(
    "/v2/transcript/:id/redacted-audio",
    { schema: SCHEMA, config: { scope: "read" } },
    async ({ caller, params: { id } }) => {
      await readJob(services, { tenant: caller.tenant, id });
      throw new Failure("option-invalid", "There is no redacted audio: nothing is redacted here, whatever was asked.");
    },
  );
};
