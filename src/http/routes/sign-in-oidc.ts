import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { beginSignIn } from "../../actions/sign-in/begin-sign-in.ts";
import { finishSignIn } from "../../actions/sign-in/finish-sign-in.ts";
import { SESSION_SECONDS, SIGN_IN_SECONDS } from "../../domain/session.ts";
import type { Services } from "../../services.ts";
import { type Authenticator, requireAuthenticator } from "../access/authenticator.ts";
import { returnPath } from "../access/return-path.ts";
import { secureCookie } from "../access/secure-cookie.ts";
import { signInLimit } from "../access/sign-in-limit.ts";
import { prefersPage } from "../answers/prefers-page.ts";
import { problemPage } from "../pages/problem-page.ts";
import { notedProblem, sendPage, sendProblem } from "../problems/answer-problem.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";

const tags = ["users"];
const BEGINNING = "/api/v1/sign-in/oidc";
const CALLBACK = `${BEGINNING}/callback`;
const LONGEST_PATH = 2_000;

const BEGIN = {
  operationId: "beginSignIn",
  tags,
  summary: "Sign in with a provider",
  description: "Sends the browser to the provider of OIDC_ISSUER. It comes back signed in.",
  querystring: z.strictObject({
    returnTo: z
      .string()
      .max(LONGEST_PATH)
      .refine((path) => returnPath(path) !== null, "must be a path on this site, such as /jobs")
      .default("/")
      .describe("Where on this site to go then."),
    tenant: z
      .string()
      .regex(/^[\w.-]{1,63}$/, "must be a word of letters, digits, dots and dashes")
      .optional()
      .describe("Where to sign in; OIDC_TENANT when left out."),
  }),
  response: { 302: z.null().describe("To the provider."), ...problemAnswers(400, 404, 429, 503) },
};
const FINISH = {
  operationId: "finishSignIn",
  tags,
  summary: "Come back from a provider",
  description: "Where the provider sends the browser. Opens a session, and sends it on to where it wanted to go.",
  querystring: z.looseObject({ state: z.string().describe("What the provider was given.") }),
  response: { 302: z.null().describe("Signed in."), ...problemAnswers(400, 403, 404, 429, 503) },
};

/** The routes by which browsers sign in with a provider of identities. */
export const signInOidcRoutes: FastifyPluginAsyncZod<{
  services: Services;
  authenticator: Authenticator | undefined;
}> = async (app, { services, authenticator }) => {
  app.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
  const tickets = secureCookie("scribewell-sign-in");
  const config = { scope: "open", rateLimit: signInLimit((text) => services.secrets.digest(text)) } as const;
  const options = { config, errorHandler: answerBrowser };

  app.get(BEGINNING, { ...options, schema: BEGIN }, async (request, reply) => {
    requireAuthenticator(authenticator);
    const { returnTo, tenant } = request.query;
    const callback = request.publicOrigin + CALLBACK;
    const { address, ticket } = await beginSignIn(services, {
      callback,
      tenant,
      returnTo: returnPath(returnTo) ?? "/",
    });
    tickets.set(reply, ticket, SIGN_IN_SECONDS);
    return reply.redirect(address, 302);
  });

  app.get(CALLBACK, { ...options, schema: FINISH }, async (request, reply) => {
    const { sessions, cookie } = requireAuthenticator(authenticator);
    const ticket = tickets.read(request);
    tickets.clear(reply);
    const { search } = new URL(request.url, "http://here.invalid");
    const opened = await finishSignIn(services, sessions, { ticket, state: request.query.state, search });
    await sessions.end(cookie.read(request) ?? "");
    cookie.set(reply, opened.token, SESSION_SECONDS);
    return reply.redirect(opened.returnTo, 302);
  });
};

/** A browser was sent here, and shows what it is given to a person. */
function answerBrowser(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = notedProblem(error, request);
  if (!prefersPage(request)) return sendProblem(reply, problem);
  return sendPage(reply, problem, problemPage(problem, { name: "Sign in again", path: BEGINNING }));
}
