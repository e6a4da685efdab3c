import type { FastifyPluginAsync } from "fastify";
import type { Services } from "../services.ts";
import { assemblyaiRoutes } from "./assemblyai/routes.ts";
import { deepgramRoutes } from "./deepgram/routes.ts";
import { openaiRoutes } from "./openai/routes.ts";
import { runpodRoutes } from "./runpod/routes.ts";

/** Every other service whose clients are understood here. */
export const dialectRoutes: FastifyPluginAsync<{ services: Services }> = async (app, { services }) => {
  await app.register(openaiRoutes, { services });
  await app.register(deepgramRoutes, { services });
  await app.register(assemblyaiRoutes, { services });
  await app.register(runpodRoutes, { services });
};
