import type { FastifyPluginAsync } from "fastify";
import { documentFailures } from "../../http/shapes/own-failures.ts";
import type { Services } from "../../services.ts";
import { answerAssemblyaiError } from "./errors.ts";
import { listRoute } from "./list-route.ts";
import { passageRoutes } from "./passage-routes.ts";
import { redactedRoute } from "./redacted-route.ts";
import { searchRoute } from "./search-route.ts";
import { AssemblyaiFailure } from "./shapes.ts";
import { submitRoute } from "./submit-route.ts";
import { subtitleRoutes } from "./subtitle-routes.ts";
import { transcriptRoutes } from "./transcript-routes.ts";
import { uploadRoute } from "./upload-route.ts";

/** What AssemblyAI's clients ask of it that has to do with the transcription of files. */
export const assemblyaiRoutes: FastifyPluginAsync<{ services: Services }> = async (app, { services }) => {
  app.setErrorHandler(answerAssemblyaiError);
  documentFailures(app, AssemblyaiFailure);
  await app.register(uploadRoute, { services });
  await app.register(submitRoute, { services });
  await app.register(listRoute, { services });
  await app.register(transcriptRoutes, { services });
  await app.register(passageRoutes, { services });
  await app.register(subtitleRoutes, { services });
  await app.register(searchRoute, { services });
  await app.register(redactedRoute, { services });
};
