import type { FastifyReply, FastifyRequest } from "fastify";
import { type LoggerOptions, stdTimeFunctions } from "pino";

/** Where an error came from, without its message: that may hold text or a file's name. */
export interface BugDescription {
  readonly name: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: BugDescription;
}

/** Deep enough for every chain of causes that makes sense; ends one that bites its tail. */
const MAX_CAUSES = 4;

/** What may be logged of anything thrown. */
export function describeBug(error: unknown, depth = 0): BugDescription {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause = error.cause === undefined || depth >= MAX_CAUSES ? {} : { cause: describeBug(error.cause, depth + 1) };
  return { name: error.name, ...code, frames: framesOf(error), ...cause };
}

const FRAME = /^ {4}at \S.*$/;

/** The stack begins with the message, which may itself look like frames. */
function framesOf({ message, stack = "" }: Error): string[] {
  const start = stack.indexOf(message);
  const frames = start === -1 ? stack : stack.slice(start + message.length);
  return frames
    .split("\n")
    .filter((line) => FRAME.test(line))
    .map((line) => line.trim().slice("at ".length));
}

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
const QUIET = new Set(["/health", "/health/ready", "/metrics"]);

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
