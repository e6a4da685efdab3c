import type { FastifyInstance, FastifyRequest } from "fastify";
import type { authenticator } from "../actions/keys/authenticator.ts";
import { NO_LIMITS } from "../domain/api-key.ts";
import { type Caller, OWNER } from "../domain/caller.ts";
import { Failure } from "../domain/failure.ts";
import { demand } from "./caller.ts";
import { givenKey } from "./given-key.ts";
import { normaliseOrigin } from "./guard.ts";

/** Who asks for what anybody may ask for. */
const ANYBODY: Caller = { tenant: "", key: null, scopes: [], models: null, origins: null, limits: NO_LIMITS };

/**
 * Lets a request to its route only where its key is good and allows what the route needs, before anything of its body is
 * read. Every route has to say what that is. Without `authenticate` nobody is asked for a key.
 */
export function addAccess(app: FastifyInstance, authenticate?: ReturnType<typeof authenticator>): void {
  app.decorateRequest("caller");
  app.addHook("onRoute", ({ method, url, config }) => {
    // What answers the questions that browsers ask before a request shows nothing.
    if (url !== "*" && config?.scope === undefined)
      throw new Error(`${String(method)} ${url} does not say who may ask it`);
  });
  app.addHook("onRequest", async (request) => {
    const { scope } = request.routeOptions.config;
    request.caller = authenticate ? ANYBODY : OWNER;
    // Where there is no route there is nothing to see.
    if (!authenticate || scope === "open" || scope === undefined) return;
    // biome-ignore lint/nursery/useAwaitThenable: it gives a promise
    request.caller = await authenticate(givenKey(request.headers));
    checkOrigin(request);
    demand(request, scope);
  });
}

/** A page that the service allows may ask with all keys but those that name other pages. */
function checkOrigin({ caller: { origins }, headers: { origin } }: FastifyRequest): void {
  if (origins === null || origin === undefined || origins.map(normaliseOrigin).includes(normaliseOrigin(origin)))
    return;
  throw new Failure("origin-refused", "This key may not be used by that web page. Its list of origins says by which.");
}
