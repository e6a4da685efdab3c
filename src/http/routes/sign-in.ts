import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { signInByKey } from "../../actions/sign-in/sign-in-by-key.ts";
import { SCOPES } from "../../domain/scope.ts";
import { SESSION_SECONDS } from "../../domain/session.ts";
import type { Services } from "../../services.ts";
import { type Authenticator, requireAuthenticator } from "../access/authenticator.ts";
import { signInLimit } from "../access/sign-in-limit.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";

const tags = ["users"];
const LONGEST_KEY = 200;

const SessionShape = z
  .object({
    tenant: z.string(),
    scopes: z.array(z.enum(SCOPES)).readonly(),
    expiresAt: z.iso.datetime().describe("When it is over in any case; without a request for twelve hours before."),
  })
  .meta({ id: "Session", description: "What somebody may do who is signed in." });

const WAYS = {
  operationId: "readWaysToSignIn",
  tags,
  summary: "Read how one can sign in",
  description: "For pages that offer it. Where nobody is asked for a key there is none.",
  response: {
    200: jsonAnswer(
      "The ways.",
      z.object({ ways: z.array(z.enum(["key", "oidc"])).describe("`key`: with a key. `oidc`: with a provider.") }),
    ),
  },
};
const BY_KEY = {
  operationId: "signIn",
  tags,
  summary: "Sign in with a key",
  description:
    "Opens a session for a browser, which is in a cookie from then on: the page need not keep the key. It may do what the key may, and is over when that is.",
  body: z.strictObject({ key: z.string().trim().max(LONGEST_KEY).describe("`sw_…`") }),
  response: { 200: jsonAnswer("The session.", SessionShape), ...problemAnswers(400, 401, 403, 404, 429) },
};
const OUT = {
  operationId: "signOut",
  tags,
  summary: "Sign out",
  description: "Ends the session of this browser. Also where it is over, or never was.",
  response: { 204: z.null().describe("Nobody is signed in."), ...problemAnswers(403) },
};

const open = { scope: "open" } as const;

/** The routes by which browsers sign in with a key, and out. */
export const signInRoutes: FastifyPluginAsyncZod<{
  services: Services;
  authenticator: Authenticator | undefined;
}> = async (app, { services, authenticator }) => {
  app.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));

  app.get("/api/v1/sign-in", { schema: WAYS, config: open }, async () => ({
    ways: [
      ...(authenticator ? (["key"] as const) : []),
      ...(authenticator && services.signIn ? (["oidc"] as const) : []),
    ],
  }));

  const limited = { ...open, rateLimit: signInLimit((text) => services.secrets.digest(text)) };
  app.post("/api/v1/sign-in", { schema: BY_KEY, config: limited }, async (request, reply) => {
    const { checkKey, sessions, cookie } = requireAuthenticator(authenticator);
    const { token, expiresAt, caller } = await signInByKey({ checkKey, sessions }, request.body.key);
    await sessions.end(cookie.read(request) ?? "");
    cookie.set(reply, token, SESSION_SECONDS);
    return { tenant: caller.tenant, scopes: caller.scopes, expiresAt: expiresAt.toISOString() };
  });

  app.post("/api/v1/sign-out", { schema: OUT, config: open }, async (request, reply) => {
    if (authenticator) {
      await authenticator.sessions.end(authenticator.cookie.read(request) ?? "");
      authenticator.cookie.clear(reply);
    }
    return reply.code(204).send(null);
  });
};
