import cookie from "@fastify/cookie";
import cors from "@fastify/cors";
import swagger from "@fastify/swagger";
import websocket from "@fastify/websocket";
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync, onRouteHookHandler } from "fastify";
import type { Services } from "../services.ts";
import { addAccess } from "./access/access.ts";
import { type Authenticator, openAuthenticator } from "./access/authenticator.ts";
import { createGuard, type GuardOptions } from "./access/guard.ts";
import { addPublicOrigin } from "./access/public-address.ts";
import { addRateLimit } from "./access/rate-limit.ts";
import { endStalledBody, lingerForAnswer } from "./connection/body-patience.ts";
import { createBodyReader } from "./connection/decompress.ts";
import { ignoreOtherUpgrades } from "./connection/plain-upgrade.ts";
import { corsOptions } from "./connection/security-headers.ts";
import { createServer } from "./connection/server.ts";
import { endSocket } from "./connection/socket-errors.ts";
import { addStopping, closeSockets } from "./connection/stopping.ts";
import { openapiOptions } from "./description/openapi.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { refuseUndescribedQueries } from "./problems/no-query.ts";
import { addUnknownRoutes } from "./problems/unknown-routes.ts";
import type { ResultForms } from "./result-form.ts";
import { type PushIntake, pushRoutes } from "./routes/push.ts";
import { apiRoutes } from "./routes.ts";

/** How an app is set up. */
export interface AppOptions extends GuardOptions {
  /** Made with `loggerOptions`. */
  readonly logger: FastifyBaseLogger;
  readonly version: string;
  /** Whether whoever asks needs a key; not when left out. */
  readonly wantsKeys?: boolean;
  /** Where browsers reach the service, without a slash at the end; where they say that they do when left out. */
  readonly publicUrl?: string | undefined;
  /** Addresses and networks of proxies, which say whose a request is; none when left out. */
  readonly trustedProxies?: readonly string[];
  /** Told of each route as it is added. */
  readonly onRoute?: onRouteHookHandler;
  /** Takes what Pub/Sub pushes; there is no route for it when left out. */
  readonly push?: PushIntake | undefined;
  /** Routes for the clients of other services; there are none when left out. */
  readonly dialects?: FastifyPluginAsync<{ services: Services }>;
  /** In which results can be read beside the product's own. */
  readonly resultForms?: ResultForms;
}

const MAX_SOCKET_MESSAGE_BYTES = 64 * 1024;

/**
 * The HTTP API with its docs, health and metrics. It listens to nothing until `listen` or `inject` is called. `close`
 * ends idle connections, event streams and WebSockets, and resolves when all running requests are answered.
 */
export function createApp(services: Services, options: AppOptions): FastifyInstance {
  const metrics = createMetrics(services);
  const app = createServer(options, metrics);
  const authenticator = options.wantsKeys ? openAuthenticator(services) : undefined;
  addPublicOrigin(app, options.publicUrl);
  app.register(cookie);
  app.register(websocket, {
    options: { maxPayload: MAX_SOCKET_MESSAGE_BYTES },
    preClose: endSockets,
    errorHandler: endSocket,
  });
  app.after(() => {
    ignoreOtherUpgrades(app.server);
    const guard = createGuard(options);
    app.addHook("onRequest", async (request) => guard(request));
  });
  // Before keys are asked for: a page is to read why it is refused.
  if (options.origins.length > 0) app.register(cors, corsOptions(options.origins));
  app.after(() => addGates(app, services, { ...options, authenticator }));
  app.register(swagger, openapiOptions(options.version));
  if (options.wantsKeys) addRateLimit(app, services.requests);
  const { version, resultForms = {} } = options;
  app.register(apiRoutes, { services, version, resultForms, registry: metrics.registry, authenticator });
  if (options.dialects) app.register(options.dialects, { services });
  if (options.push) app.register(pushRoutes, { push: options.push });
  return app;

  function endSockets(done: () => void): void {
    closeSockets(app).then(done, done);
  }
}

/** What every request passes after the guard, in this order. */
function addGates(
  app: FastifyInstance,
  services: Services,
  options: AppOptions & { readonly authenticator: Authenticator | undefined },
): void {
  addUnknownRoutes(app);
  refuseUndescribedQueries(app);
  if (options.onRoute) app.addHook("onRoute", options.onRoute);
  addAccess(app, options.authenticator);
  addStopping(app);
  app.addHook("onSend", async (request, reply) => lingerForAnswer(request, reply));
  app.addHook("onRequest", async (request) => endStalledBody(request));
  app.addHook("preParsing", createBodyReader(services));
}
