import type { FastifyInstance } from "fastify";
import { type Caller, OWNER } from "../domain/caller.ts";
import { demand } from "./caller.ts";
import { givenKey } from "./given-key.ts";

/** Says who asks by the key that came with a request. @throws {Failure} `key-missing`, `key-refused` */
export type Authenticate = (key: string | undefined) => Promise<Caller>;

/** Who asks for what anybody may ask for. */
const ANYBODY: Caller = { tenant: "", key: null, scopes: [], models: null };

/**
 * Lets a request to its route only where its key is good and allows what the route needs, before anything of its body is
 * read. Every route has to say what that is. Without `authenticate` nobody is asked for a key.
 */
export function addAccess(app: FastifyInstance, authenticate?: Authenticate): void {
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
    demand(request, scope);
  });
}
