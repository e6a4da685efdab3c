import type { FastifyPluginAsync } from "fastify";
import { documentFailures } from "../../http/shapes/own-failures.ts";
import type { Services } from "../../services.ts";
import { answerDeepgramError } from "./errors.ts";
import { listenRoutes } from "./listen-routes.ts";
import { DeepgramFailure } from "./shapes.ts";

/** What Deepgram's clients ask of it that has to do with the transcription of recordings. */
export const deepgramRoutes: FastifyPluginAsync<{ services: Services }> = async (app, { services }) => {
  app.setErrorHandler(answerDeepgramError);
  documentFailures(app, DeepgramFailure);
  await app.register(listenRoutes, { services });
};
