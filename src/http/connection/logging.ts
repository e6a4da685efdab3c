import type { FastifyReply, FastifyRequest } from "fastify";
import { type LoggerOptions, stdTimeFunctions } from "pino";
import { describeBug } from "../../domain/describe-bug.ts";

/** How the service logs: one JSON object a line, times as ISO 8601, errors without their messages. */
export function loggerOptions(level: string): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (error: unknown) => describeBug(error), error: (error: unknown) => describeBug(error) },
  };
}

/** Asked for all the time by machines: worth a line only where something is wrong. */
const QUIET = new Set(["/health", "/health/live", "/health/ready", "/metrics"]);

/** Logs one line for a request that has been answered: the pattern of its route, never its address. */
export function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const route = request.routeOptions.url ?? null;
  const status = reply.statusCode;
  const quiet = route !== null && QUIET.has(route) && status < 500;
  const line = { method: request.method, route, status, ms: Math.round(reply.elapsedTime) };
  request.log[quiet ? "debug" : "info"](line, "request");
}

/** Logs one line should the client go away before it is answered. */
export function watchForDeparture(request: FastifyRequest, { raw }: FastifyReply): void {
  raw.once("close", () => {
    if (raw.writableFinished || request.ws) return;
    request.log.info({ method: request.method, route: request.routeOptions.url ?? null }, "client went away");
  });
}
