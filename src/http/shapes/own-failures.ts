import type { FastifyInstance } from "fastify";
import type { z } from "zod";

/** Documents how the routes of a plugin answer what goes wrong, where that is not by the problems of the service's own API. */
export function documentFailures(app: FastifyInstance, shape: z.ZodType): void {
  const failure = { description: "It failed.", content: { "application/json": { schema: shape } } };
  app.addHook("onRoute", (route) => {
    const { response } = route.schema ?? {};
    route.schema = { ...route.schema, response: { ...(typeof response === "object" && response), default: failure } };
  });
}
