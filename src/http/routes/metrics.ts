import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Registry } from "prom-client";
import { z } from "zod";

/** `/metrics`, as Prometheus reads it. */
export const metricsRoutes: FastifyPluginAsyncZod<{ registry: Registry }> = async (app, { registry }) => {
  const response = {
    200: { description: "In the text format of Prometheus.", content: { "text/plain": { schema: z.string() } } },
  };
  app.get(
    "/metrics",
    { schema: { tags: ["operation"], summary: "Figures for Prometheus", response }, config: { scope: "operate" } },
    async (_request, reply) => {
      const figures = await registry.metrics();
      return reply.header("cache-control", "no-store").type(registry.contentType).send(figures);
    },
  );
};
