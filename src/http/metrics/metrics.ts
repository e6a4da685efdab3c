import type { FastifyReply, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { Services } from "../../services.ts";
import { addConnectionMetrics } from "./connection-metrics.ts";
import { addEngineMetrics } from "./engine-metrics.ts";
import { addPieceMetrics } from "./piece-metrics.ts";
import { addRemoteMetrics } from "./remote-metrics.ts";
import { addWebhookMetrics } from "./webhook-metrics.ts";

/** What an app tells Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts one answered request. */
  observe(request: FastifyRequest, reply: FastifyReply): void;
}

/** From answers out of memory to clients that wait ten minutes for their result. */
const SECONDS = [0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120, 600];

/** The figures of one app, of its process and of all together, which the database is asked for at each scrape. */
export function createMetrics(services: Pick<Services, "db" | "connections" | "log" | "limits" | "engines">): Metrics {
  const metrics = createProcessMetrics(services);
  addPieceMetrics(metrics.registry, services);
  addRemoteMetrics(metrics.registry, services);
  addWebhookMetrics(metrics.registry, services);
  return metrics;
}

/** The figures of one app and its process, in a registry of their own. The database is not asked for any. */
export function createProcessMetrics(services: Pick<Services, "connections" | "engines">): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addConnectionMetrics(registry, services);
  addEngineMetrics(registry, services);
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the first byte of a request to the last byte of its answer.",
    labelNames: ["method", "route", "status"],
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    registry,
    observe(request, reply) {
      const route = request.routeOptions.url ?? "none";
      durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    },
  };
}
