import type { FastifyReply, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { countPieces, type PieceCount } from "../actions/count-pieces.ts";
import { describeBug } from "../domain/describe-bug.ts";
import type { Services } from "../services.ts";
import { addEngineMetrics } from "./engine-metrics.ts";
import { addRemoteMetrics } from "./remote-metrics.ts";

/** What an app tells Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts one answered request. */
  observe(request: FastifyRequest, reply: FastifyReply): void;
}

/** From answers out of memory to clients that wait ten minutes for their result. */
const SECONDS = [0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120, 600];

/** The figures of one app and its process, in a registry of their own. */
export function createMetrics(services: Pick<Services, "db" | "log" | "limits" | "engines">): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addPieceGauges(registry, services);
  addRemoteMetrics(registry, services);
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

function addPieceGauges(registry: Registry, services: Pick<Services, "db" | "log">): void {
  addPieceGauge(registry, services, {
    name: "scribewell_pieces",
    help: "Pieces of work by lane and state.",
    figureOf: ({ count }) => count,
  });
  addPieceGauge(registry, services, {
    name: "scribewell_oldest_piece_seconds",
    help: "For how long the oldest piece of a lane has been in its state.",
    figureOf: ({ oldestSeconds }) => oldestSeconds,
  });
}

function addPieceGauge(
  registry: Registry,
  services: Pick<Services, "db" | "log">,
  { name, help, figureOf }: { name: string; help: string; figureOf: (count: PieceCount) => number },
): void {
  const gauge = new Gauge({
    name,
    help,
    labelNames: ["lane", "state"],
    registers: [registry],
    async collect() {
      gauge.reset();
      // Without the database the figures of the process are worth even more.
      const counts = await countPieces(services).catch((error: unknown) => {
        services.log.error({ bug: describeBug(error) }, "pieces cannot be counted");
        return [];
      });
      for (const count of counts) gauge.set({ lane: count.lane, state: count.state }, figureOf(count));
    },
  });
}
