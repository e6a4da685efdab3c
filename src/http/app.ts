import { randomUUID } from "node:crypto";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import swagger from "@fastify/swagger";
import websocket from "@fastify/websocket";
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Services } from "../services.ts";
import { answerProblem } from "./answer-problem.ts";
import { endStalledBody, lingerForAnswer } from "./body-patience.ts";
import { answerClientError } from "./client-errors.ts";
import { createBodyReader } from "./decompress.ts";
import { createGuard, type GuardOptions } from "./guard.ts";
import { logAnswer, watchForDeparture } from "./logging.ts";
import { createMetrics } from "./metrics.ts";
import { openapiOptions } from "./openapi.ts";
import { ignoreOtherUpgrades } from "./plain-upgrade.ts";
import { apiRoutes } from "./routes.ts";
import { corsOptions, SECURITY_HEADERS } from "./security-headers.ts";
import { endSocket } from "./socket-errors.ts";
import { addStopping, closeSockets } from "./stopping.ts";
import { addUnknownRoutes } from "./unknown-routes.ts";

/** How an app is set up. */
export interface AppOptions extends GuardOptions {
  /** Made with `loggerOptions`. */
  readonly logger: FastifyBaseLogger;
  readonly version: string;
}

/** Of a body that is JSON. Recordings are streams, and have a limit of their own. */
const MAX_JSON_BYTES = 1024 * 1024;
const MAX_SOCKET_MESSAGE_BYTES = 64 * 1024;
const HEADERS_TIMEOUT_MS = 60_000;
/** Longer than load balancers keep theirs, so that none sends a request into a connection that we just closed. */
const KEEP_ALIVE_MS = 72_000;

/**
 * The HTTP API with its docs, health and metrics. It listens to nothing until `listen` or `inject` is called. `close`
 * ends idle connections, event streams and WebSockets, and resolves when all running requests are answered.
 */
export function createApp(services: Services, options: AppOptions): FastifyInstance {
  const app = createServer(options.logger);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerProblem);
  const metrics = createMetrics(services);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    watchForDeparture(request, reply);
  });
  app.addHook("onResponse", async (request, reply) => {
    logAnswer(request, reply);
    metrics.observe(request, reply);
  });
  app.register(helmet, SECURITY_HEADERS);
  app.register(websocket, {
    ...{ options: { maxPayload: MAX_SOCKET_MESSAGE_BYTES }, preClose: endSockets },
    errorHandler: endSocket,
  });
  app.after(() => {
    ignoreOtherUpgrades(app.server);
    addGates(app, services, options);
  });
  if (options.origins.length > 0) app.register(cors, corsOptions(options.origins));
  app.register(swagger, openapiOptions(options.version));
  app.register(apiRoutes, { services, version: options.version, registry: metrics.registry });
  return app;

  function endSockets(done: () => void): void {
    closeSockets(app).then(done, done);
  }
}

/** A prompt and a vocabulary of the longest kind in the query, each letter as six bytes. */
const MAX_HEADER_BYTES = 131_072;

function createServer(logger: FastifyBaseLogger): FastifyInstance {
  return fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: () => randomUUID(),
    trustProxy: false,
    bodyLimit: MAX_JSON_BYTES,
    // A whole request may take as long as its line needs; one that stands still is ended by `endStalledBody`.
    requestTimeout: 0,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, maxHeaderSize: MAX_HEADER_BYTES },
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: "idle",
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
    clientErrorHandler: answerClientError,
    frameworkErrors: answerProblem,
  });
}

/** What every request passes before its route, in this order. */
function addGates(app: FastifyInstance, services: Services, options: AppOptions): void {
  const guard = createGuard(options);
  addUnknownRoutes(app);
  app.addHook("onRequest", async (request) => guard(request));
  addStopping(app);
  app.addHook("onSend", async (request, reply) => lingerForAnswer(request, reply));
  app.addHook("onRequest", async (request) => endStalledBody(request));
  app.addHook("preParsing", createBodyReader(services));
}
