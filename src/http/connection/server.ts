import { randomUUID } from "node:crypto";
import helmet from "@fastify/helmet";
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import { serializerCompiler } from "fastify-type-provider-zod";
import type { createMetrics } from "../metrics/metrics.ts";
import { answerProblem } from "../problems/answer-problem.ts";
import { compileCheck } from "../problems/wrong-fields.ts";
import { answerClientError } from "./client-errors.ts";
import { logAnswer, watchForDeparture } from "./logging.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** Of a body that is JSON. Recordings are streams, and have a limit of their own. */
const MAX_JSON_BYTES = 1024 * 1024;
const HEADERS_TIMEOUT_MS = 60_000;
/** A prompt and a vocabulary of the longest kind in the query, each letter as six bytes. */
const MAX_HEADER_BYTES = 131_072;
/** Longer than load balancers keep theirs, so that none sends a request into a connection that we just closed. */
const KEEP_ALIVE_MS = 72_000;

/** A server without routes: its limits, how it answers when something is wrong, and what it notes of each request. */
export function createServer(
  { logger, trustedProxies = [] }: { readonly logger: FastifyBaseLogger; readonly trustedProxies?: readonly string[] },
  { observe }: Pick<ReturnType<typeof createMetrics>, "observe">,
): FastifyInstance {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
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
  app.setValidatorCompiler(compileCheck);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerProblem);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    watchForDeparture(request, reply);
  });
  app.addHook("onResponse", async (request, reply) => {
    logAnswer(request, reply);
    observe(request, reply);
  });
  app.register(helmet, SECURITY_HEADERS);
  return app;
}
