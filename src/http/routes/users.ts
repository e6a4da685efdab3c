import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { changeUser, removeUser } from "../../actions/users/change-user.ts";
import { inviteUser } from "../../actions/users/invite-user.ts";
import { listUsers, readUser } from "../../actions/users/read-users.ts";
import { actorOf } from "../../domain/audit.ts";
import type { Caller } from "../../domain/caller.ts";
import type { Services } from "../../services.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { pageOptions } from "../shapes/page-options.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { NewUserBody, UserChangesBody, UserShape, userJson } from "../shapes/user.ts";

const tags = ["users"];
const config = { scope: "admin" } as const;
const params = z.object({ id: z.string() });

const INVITE = {
  operationId: "inviteUser",
  tags,
  summary: "Invite a user",
  description:
    "To the tenant of whoever asks: they may sign in from then on. No message is sent. Nobody gives more than they may do themselves: an invitation with a key that is bounded is refused.",
  body: NewUserBody,
  response: { 201: jsonAnswer("The user.", UserShape), ...problemAnswers(400, 401, 403, 409) },
};
const LIST = {
  operationId: "listUsers",
  tags,
  summary: "List users",
  description: "Those of the tenant of whoever asks, the newest first.",
  querystring: z.strictObject(pageOptions("Users")),
  response: {
    200: jsonAnswer("A page of users.", z.object({ users: z.array(UserShape), next: z.string().nullable() })),
    ...problemAnswers(400, 401, 403),
  },
};
const READ = {
  operationId: "readUser",
  tags,
  summary: "Read a user",
  params,
  description: "Of the tenant of whoever asks.",
  response: { 200: jsonAnswer("The user.", UserShape), ...problemAnswers(401, 403, 404) },
};
const CHANGE = {
  operationId: "changeUser",
  tags,
  summary: "Change a user",
  params,
  body: UserChangesBody,
  description:
    "What is left out stays as it is. Another role, or disabled, signs them out everywhere within five seconds.",
  response: { 200: jsonAnswer("The user as it is now.", UserShape), ...problemAnswers(400, 401, 403, 404, 409) },
};
const REMOVE = {
  operationId: "removeUser",
  tags,
  summary: "Remove a user",
  params,
  description:
    "Erases all that is kept of them but their id in the audit log, and signs them out everywhere within five seconds. Jobs are the tenant's, and stay.",
  response: { 204: z.null().describe("They are removed."), ...problemAnswers(401, 403, 404, 409) },
};

/** The routes by which those who may administer invite, change and remove people. */
export const userRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));

  app.post("/api/v1/users", { schema: INVITE, config }, async ({ caller, body }, reply) => {
    const user = await inviteUser(services, {
      ...body,
      tenant: caller.tenant,
      actor: actorOf(caller),
      granting: caller,
    });
    reply.code(201).header("location", `/api/v1/users/${user.id}`);
    return userJson(user);
  });

  app.get("/api/v1/users", { schema: LIST, config }, async ({ caller: { tenant }, query }) => {
    const { users, next } = await listUsers(services, { tenant, ...query });
    return { users: users.map(userJson), next };
  });

  app.get("/api/v1/users/:id", { schema: READ, config }, async (request) =>
    userJson(await readUser(services, doneBy(request))),
  );

  app.patch("/api/v1/users/:id", { schema: CHANGE, config }, async (request) => {
    const { name, role, disabled } = request.body;
    const changes = {
      ...(name !== undefined && { name }),
      ...(role !== undefined && { role }),
      ...(disabled !== undefined && { isDisabled: disabled }),
    };
    return userJson(await changeUser(services, { ...doneBy(request), changes, granting: request.caller }));
  });

  app.delete("/api/v1/users/:id", { schema: REMOVE, config }, async (request, reply) => {
    await removeUser(services, doneBy(request));
    return reply.code(204).send(null);
  });
};

const doneBy = ({ caller, params: { id } }: { caller: Caller; params: { id: string } }) => ({
  tenant: caller.tenant,
  id,
  actor: actorOf(caller),
});
