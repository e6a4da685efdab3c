import type { FastifyPluginAsync } from "fastify";
import type { Services } from "../services.ts";
import { openaiRoutes } from "./openai/routes.ts";

/** Every other service whose clients are understood here. */
export const dialectRoutes: FastifyPluginAsync<{ services: Services }> = async (app, { services }) => {
  await app.register(openaiRoutes, { services });
};
