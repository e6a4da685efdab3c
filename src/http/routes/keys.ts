import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { endKey, rotateKey, updateKey } from "../../actions/keys/change-key.ts";
import { createKey } from "../../actions/keys/create-key.ts";
import { listKeys, readKeyOf } from "../../actions/keys/read-keys.ts";
import { NO_LIMITS } from "../../domain/api-key.ts";
import { actorOf } from "../../domain/audit.ts";
import type { Caller } from "../../domain/caller.ts";
import type { Services } from "../../services.ts";
import { KeyChangesBody, KeyShape, keyJson, NewKeyBody, NewKeyShape } from "../shapes/api-key.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { pageOptions } from "../shapes/page-options.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";

const tags = ["keys"];
const config = { scope: "admin" } as const;
const params = z.object({ id: z.string().describe("What stands after `sw_` in the key.") });

const CREATE = {
  operationId: "createKey",
  tags,
  summary: "Make a key",
  description:
    "For the tenant of whoever asks. The key itself is in this answer alone: what is kept of it cannot be turned back.",
  body: NewKeyBody,
  response: { 201: jsonAnswer("The key.", NewKeyShape), ...problemAnswers(400, 401, 403, 503) },
};
const LIST = {
  operationId: "listKeys",
  tags,
  summary: "List keys",
  description: "Those of the tenant of whoever asks, the newest first, those that were revoked among them.",
  querystring: z.strictObject(pageOptions("Keys")),
  response: {
    200: jsonAnswer("A page of keys.", z.object({ keys: z.array(KeyShape), next: z.string().nullable() })),
    ...problemAnswers(400, 401, 403),
  },
};
const READ = {
  operationId: "readKey",
  tags,
  summary: "Read a key",
  params,
  description: "Of the tenant of whoever asks. Its secret is not among what is shown.",
  response: { 200: jsonAnswer("The key, without its secret.", KeyShape), ...problemAnswers(401, 403, 404) },
};
const CHANGE = {
  operationId: "changeKey",
  tags,
  summary: "Change a key",
  params,
  body: KeyChangesBody,
  description: "What is left out stays as it is; `limits` are replaced together. Holds everywhere within five seconds.",
  response: { 200: jsonAnswer("The key as it is now.", KeyShape), ...problemAnswers(400, 401, 403, 404, 409) },
};
const REVOKE = {
  operationId: "revokeKey",
  tags,
  summary: "Revoke a key",
  params,
  description: "For good. It is refused everywhere within five seconds. Its jobs stay.",
  response: { 200: jsonAnswer("The key, revoked.", KeyShape), ...problemAnswers(401, 403, 404, 409) },
};
const ROTATE = {
  operationId: "rotateKey",
  tags,
  summary: "Give a key another secret",
  params,
  description: "Its id, rights and jobs stay. The secret before goes on being good for a while.",
  querystring: z.strictObject({
    graceSeconds: z.coerce
      .number()
      .int()
      .min(0)
      .max(30 * 86_400)
      .default(86_400)
      .describe("How long."),
  }),
  response: { 200: jsonAnswer("The key, with its new secret.", NewKeyShape), ...problemAnswers(400, 401, 403, 404) },
};

/** The routes by which those who may administer make, change and end keys. */
export const keyRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));

  app.post("/api/v1/keys", { schema: CREATE, config }, async ({ caller, body }, reply) => {
    const { expiresAt, limits, ...rest } = body;
    const made = await createKey(services, {
      ...rest,
      tenant: caller.tenant,
      actor: actorOf(caller),
      granting: caller,
      limits: { ...NO_LIMITS, ...defined(limits) },
      expiresAt: dateOf(expiresAt),
    });
    reply.code(201).header("location", `/api/v1/keys/${made.key.id}`);
    return { ...keyJson(made.key), key: made.secret };
  });

  app.get("/api/v1/keys", { schema: LIST, config }, async ({ caller: { tenant }, query }) => {
    const { keys, next } = await listKeys(services, { tenant, ...query });
    return { keys: keys.map(keyJson), next };
  });

  app.get("/api/v1/keys/:id", { schema: READ, config }, async (request) =>
    keyJson(await readKeyOf(services, doneBy(request))),
  );

  app.patch("/api/v1/keys/:id", { schema: CHANGE, config }, async (request) => {
    const { expiresAt, limits, ...rest } = request.body;
    const changes = {
      ...defined(rest),
      ...(limits && { limits: { ...NO_LIMITS, ...defined(limits) } }),
      ...(expiresAt !== undefined && { expiresAt: dateOf(expiresAt) }),
    };
    return keyJson(await updateKey(services, { ...doneBy(request), granting: request.caller, changes }));
  });

  app.delete("/api/v1/keys/:id", { schema: REVOKE, config }, async (request) =>
    keyJson(await endKey(services, doneBy(request))),
  );

  app.post("/api/v1/keys/:id/rotate", { schema: ROTATE, config }, async (request) => {
    const { key, secret } = await rotateKey(services, {
      ...doneBy(request),
      granting: request.caller,
      ...request.query,
    });
    return { ...keyJson(key), key: secret };
  });
};

const doneBy = ({ caller, params: { id } }: { caller: Caller; params: { id: string } }) => ({
  tenant: caller.tenant,
  id,
  actor: actorOf(caller),
});

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** What was given; optional fields that are undefined were not. */
function defined<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>; // what is left is what was defined
  };
}
