import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { addWebhook } from "../../actions/webhooks/add-webhook.ts";
import { deleteWebhook } from "../../actions/webhooks/delete-webhook.ts";
import { listWebhooks, readWebhook } from "../../actions/webhooks/read-webhooks.ts";
import { resumeWebhook } from "../../actions/webhooks/resume-webhook.ts";
import { actorOf } from "../../domain/audit.ts";
import type { Caller } from "../../domain/caller.ts";
import { Failure } from "../../domain/failure.ts";
import { WEBHOOK_ENDS } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { WebhookShape, webhookJson } from "../shapes/webhook.ts";
import { WebhookParams, webhookName } from "../shapes/webhook-name.ts";
import { WebhookEvents, WebhookSecret, WebhookUrl } from "../shapes/webhook-options.ts";

const tags = ["webhooks"];
const secretText = "What its messages are signed with. It is shown here and never again.";

const ADD = {
  operationId: "addWebhook",
  tags,
  summary: "Add a webhook",
  description:
    "Has an address told of every job from now on, by messages of Standard Webhooks. The answer has the `secret` they are " +
    "signed with; it is not shown again.",
  body: z
    .strictObject({
      url: WebhookUrl.describe("Where messages are sent. Networks that are not public have to be allowed first."),
      events: WebhookEvents.optional().describe("What it is told. Left out: how a job ends."),
      onlyOwnJobs: z
        .boolean()
        .default(false)
        .describe("Tell of the jobs alone that come with the key that asks. Left out, of all of the tenant's."),
      secret: WebhookSecret.optional().describe("`whsec_` and 24 to 64 bytes as base64. Left out, one is made."),
    })
    .meta({ examples: [{ url: "https://example.org/hooks/scribewell", events: ["job.succeeded", "job.failed"] }] }),
  response: {
    201: jsonAnswer(
      "The webhook, with its secret.",
      WebhookShape.extend({ secret: z.string().describe(secretText) }).meta({ id: "NewWebhook" }),
    ),
    ...problemAnswers(400, 415, 422, 503),
  },
};

const LIST = {
  operationId: "listWebhooks",
  tags,
  summary: "List webhooks",
  description: "The newest first, all at once.",
  response: { 200: jsonAnswer("The webhooks.", z.object({ webhooks: z.array(WebhookShape) })) },
};

const READ = {
  operationId: "readWebhook",
  tags,
  summary: "Read a webhook",
  description: "How it stands: whether it is sent to, and since when it fails.",
  params: WebhookParams,
  response: { 200: jsonAnswer("The webhook.", WebhookShape), ...problemAnswers(404) },
};

const REMOVE = {
  operationId: "deleteWebhook",
  tags,
  summary: "Delete a webhook",
  description: "What was still to be sent to it is not sent.",
  params: WebhookParams,
  response: { 204: z.null().describe("It is deleted."), ...problemAnswers(404) },
};

const RESUME = {
  operationId: "resumeWebhook",
  tags,
  summary: "Resume a webhook",
  description: "Has a paused webhook sent to again, at once what has waited for less than a day.",
  params: WebhookParams,
  response: { 200: jsonAnswer("The webhook, active.", WebhookShape), ...problemAnswers(404) },
};

/** The routes that add, list, read, delete and resume webhooks. */
export const webhookRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.post(
    "/api/v1/webhooks",
    { schema: ADD, config: { scope: "webhooks" } },
    async ({ caller, body: { url, events = [...WEBHOOK_ENDS], onlyOwnJobs, secret } }, reply) => {
      const added = await addWebhook(services, {
        tenant: caller.tenant,
        askedBy: actorOf(caller),
        url,
        events,
        secret,
        ...(onlyOwnJobs && { key: keyOf(caller) }),
      });
      reply.code(201).header("location", `/api/v1/webhooks/${added.endpoint.id}`).header("cache-control", "no-store");
      return reply.send({ ...webhookJson(added.endpoint), secret: added.secret });
    },
  );

  app.get("/api/v1/webhooks", { schema: LIST, config: { scope: "webhooks" } }, async ({ caller }) => ({
    webhooks: (await listWebhooks(services, caller.tenant)).map(webhookJson),
  }));

  app.get("/api/v1/webhooks/:id", { schema: READ, config: { scope: "webhooks" } }, async (request) =>
    webhookJson(await readWebhook(services, webhookName(request))),
  );

  app.delete("/api/v1/webhooks/:id", { schema: REMOVE, config: { scope: "webhooks" } }, async (request, reply) => {
    await deleteWebhook(services, { ...webhookName(request), askedBy: actorOf(request.caller) });
    return reply.code(204).send(null);
  });

  app.post("/api/v1/webhooks/:id/resume", { schema: RESUME, config: { scope: "webhooks" } }, async (request) =>
    webhookJson(await resumeWebhook(services, { ...webhookName(request), actor: actorOf(request.caller) })),
  );
};

/** @throws {Failure} `option-invalid` where who asks came without a key */
function keyOf({ key }: Caller): string {
  if (key !== null) return key;
  throw new Failure("option-invalid", "`onlyOwnJobs` is for those who ask with a key, and you do not. Leave it out.");
}
