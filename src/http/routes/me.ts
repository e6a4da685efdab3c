import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { readKeyOf } from "../../actions/keys/read-keys.ts";
import { readUser } from "../../actions/users/read-users.ts";
import { SCOPES } from "../../domain/scope.ts";
import { scopesOf } from "../../domain/user.ts";
import type { Services } from "../../services.ts";
import { KeyShape, keyJson } from "../shapes/api-key.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { UserShape, userJson } from "../shapes/user.ts";

const MeAsKey = KeyShape.extend({ user: z.null() }).meta({ id: "MeAsKey", description: "A key, and no user." });
const MeAsUser = z
  .object({ tenant: z.string(), scopes: z.array(z.enum(SCOPES)).readonly(), user: UserShape })
  .meta({ id: "MeAsUser", description: "A user who is signed in." });

const ME = {
  operationId: "readMe",
  tags: ["users"],
  summary: "Read who asks",
  description:
    "The user who is signed in, or the key, also where a session came from one. Where nobody is asked for a key: null.",
  response: {
    200: jsonAnswer("Who asks.", z.union([MeAsKey, MeAsUser]).nullable()),
    ...problemAnswers(401, 403),
  },
};

/** `GET /api/v1/me`. */
export const meRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get("/api/v1/me", { schema: ME, config: { scope: "read" } }, async ({ caller: { tenant, key, user } }, reply) => {
    reply.header("cache-control", "no-store");
    if (user !== null) {
      const found = await readUser(services, { tenant, id: user });
      return { tenant, scopes: scopesOf(found.role), user: userJson(found) };
    }
    return key === null ? null : { ...keyJson(await readKeyOf(services, { tenant, id: key })), user: null };
  });
};
