import type { FastifyPluginAsync } from "fastify";
import type { Services } from "../../services.ts";
import { endpointRoutes } from "./endpoint-routes.ts";
import { answerRunpodError } from "./errors.ts";
import { jobRoutes } from "./job-routes.ts";
import { streamRoute } from "./stream-route.ts";
import { submitRoutes } from "./submit-routes.ts";

/** What clients of RunPod ask of an endpoint that runs its worker for Whisper. */
export const runpodRoutes: FastifyPluginAsync<{ services: Services }> = async (app, { services }) => {
  app.setErrorHandler(answerRunpodError);
  await app.register(submitRoutes, { services });
  await app.register(jobRoutes, { services });
  await app.register(streamRoute, { services });
  await app.register(endpointRoutes, { services });
};
