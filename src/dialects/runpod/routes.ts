import type { FastifyPluginAsync } from "fastify";
import { documentFailures } from "../../http/shapes/own-failures.ts";
import type { Services } from "../../services.ts";
import { endpointRoutes } from "./endpoint-routes.ts";
import { answerRunpodError } from "./errors.ts";
import { jobRoutes } from "./job-routes.ts";
import { RunpodFailure } from "./shapes.ts";
import { streamRoute } from "./stream-route.ts";
import { submitRoutes } from "./submit-routes.ts";

/** What clients of RunPod ask of an endpoint that runs its worker for Whisper. */
export const runpodRoutes: FastifyPluginAsync<{ services: Services }> = async (app, { services }) => {
  app.setErrorHandler(answerRunpodError);
  documentFailures(app, RunpodFailure);
  await app.register(submitRoutes, { services });
  await app.register(jobRoutes, { services });
  await app.register(streamRoute, { services });
  await app.register(endpointRoutes, { services });
};
