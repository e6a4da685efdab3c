import type { FastifyInstance, FastifyRequest } from "fastify";
import { NO_LIMITS } from "../../domain/api-key.ts";
import { type Caller, OWNER } from "../../domain/caller.ts";
import { Failure, type FailureCode } from "../../domain/failure.ts";
import type { Scope } from "../../domain/scope.ts";
import type { Authenticator } from "./authenticator.ts";
import { demand } from "./caller.ts";
import { givenKey } from "./given-key.ts";
import { normaliseOrigin } from "./guard.ts";

/** Who asks for what anybody may ask for. */
const ANYBODY: Caller = {
  tenant: "",
  key: null,
  user: null,
  scopes: [],
  models: null,
  origins: null,
  limits: NO_LIMITS,
};

/** What is said to those who may not, or may not any more. */
const REFUSALS: ReadonlySet<FailureCode> = new Set(["key-missing", "key-refused", "origin-refused", "scope-missing"]);

/**
 * Lets a request to its route only where its key, or the session of its browser, is good and allows what the route needs,
 * before anything of its body is read. Every route has to say what that is. Without an authenticator nobody is asked for a key.
 */
export function addAccess(app: FastifyInstance, authenticator?: Authenticator): void {
  app.decorateRequest("caller");
  app.decorateRequest("checkAccess", async function (this: FastifyRequest) {
    const { scope } = this.routeOptions.config;
    if (!authenticator || scope === "open" || scope === undefined) return;
    check({ caller: await callerOf(this, authenticator), headers: this.headers }, scope);
  });
  app.decorateRequest("isStillAllowed", async function (this: FastifyRequest) {
    try {
      await this.checkAccess();
      return true;
    } catch (error) {
      if (error instanceof Failure && REFUSALS.has(error.code)) return false;
      throw error;
    }
  });
  app.addHook("onRoute", ({ method, url, config }) => {
    // What answers the questions that browsers ask before a request shows nothing.
    if (url !== "*" && config?.scope === undefined)
      throw new Error(`${String(method)} ${url} does not say who may ask it`);
  });
  app.addHook("onRequest", async (request) => {
    const { scope } = request.routeOptions.config;
    request.caller = authenticator ? ANYBODY : OWNER;
    // Where there is no route there is nothing to see.
    if (!authenticator || scope === "open" || scope === undefined) return;
    request.caller = await callerOf(request, authenticator);
    check(request, scope);
  });
}

type Asking = Pick<FastifyRequest, "caller" | "headers">;

function check(asking: Asking, scope: Scope): void {
  checkOrigin(asking);
  demand(asking, scope);
}

/** A key that was given wins: whoever gives one means it. */
async function callerOf(request: FastifyRequest, { authenticate, sessions, cookie }: Authenticator): Promise<Caller> {
  const key = givenKey(request.headers);
  if (key !== undefined) return authenticate(key);
  const token = cookie.read(request);
  const caller = token === undefined ? undefined : await sessions.callerOf(token);
  if (caller) return caller;
  throw new Failure(
    "key-missing",
    token === undefined
      ? "This server wants a key. Send it as: Authorization: Bearer sw_… In a browser: sign in."
      : "Your session is over. Sign in again.",
  );
}

/** A page that the service allows may ask with all keys but those that name other pages. */
function checkOrigin({ caller: { origins }, headers: { origin } }: Asking): void {
  if (origins === null || origin === undefined || origins.map(normaliseOrigin).includes(normaliseOrigin(origin)))
    return;
  throw new Failure("origin-refused", "This key may not be used by that web page. Its list of origins says by which.");
}
