import type { FastifyPluginAsync } from "fastify";
import { documentFailures } from "../../http/shapes/own-failures.ts";
import type { Services } from "../../services.ts";
import { answerOpenaiError } from "./errors.ts";
import { modelRoutes } from "./model-routes.ts";
import { OpenaiFailure } from "./shapes.ts";
import { transcriptionRoutes } from "./transcription-routes.ts";

/** What OpenAI's clients ask of it that has to do with the transcription of files. */
export const openaiRoutes: FastifyPluginAsync<{ services: Services }> = async (app, { services }) => {
  app.setErrorHandler(answerOpenaiError);
  documentFailures(app, OpenaiFailure);
  await app.register(transcriptionRoutes, { services });
  await app.register(modelRoutes, { services });
};
