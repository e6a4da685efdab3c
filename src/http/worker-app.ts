import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { Failure } from "../domain/failure.ts";
import type { Services } from "../services.ts";
import { createGuard, type GuardOptions } from "./access/guard.ts";
import { createServer } from "./connection/server.ts";
import { createProcessMetrics } from "./metrics/metrics.ts";
import { healthRoutes } from "./routes/health.ts";
import { metricsRoutes } from "./routes/metrics.ts";

/** What a worker shows of itself: health, as the API does, and figures of its process alone, and nothing that anybody could change. */
export function createWorkerApp(
  services: Services,
  { logger, version, ...names }: GuardOptions & { readonly logger: FastifyBaseLogger; readonly version: string },
): FastifyInstance {
  const metrics = createProcessMetrics(services);
  const app = createServer({ logger }, metrics);
  app.setNotFoundHandler(() => {
    throw new Failure("route-not-found", "A worker shows /health/live, /health/ready and /metrics, and nothing else.");
  });
  const guard = createGuard(names);
  app.addHook("onRequest", async (request) => guard(request));
  app.register(healthRoutes, { services, version });
  app.register(metricsRoutes, { registry: metrics.registry });
  return app;
}
