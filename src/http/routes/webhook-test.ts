import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { testWebhook } from "../../actions/webhooks/test-webhook.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { watchClient } from "../answers/client-watch.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { DeliveryErrorShape } from "../shapes/webhook.ts";
import { webhookName } from "../shapes/webhook-name.ts";
import { WebhookSecret, WebhookUrl } from "../shapes/webhook-options.ts";

const Receiver = z
  .union(
    [
      z.strictObject({ webhookId: z.string().describe("A webhook there is; signed with its secret.") }),
      z.strictObject({
        url: WebhookUrl,
        secret: WebhookSecret.optional().describe("Left out, one is made for this test and told in the answer."),
      }),
    ],
    { error: "Invalid receiver: `webhookId`, or `url` with or without `secret`" },
  )
  .meta({ examples: [{ url: "https://example.org/hooks/scribewell" }] });

const Result = z
  .object({
    id: z.uuid().describe("The `webhook-id` it was sent with."),
    delivered: z.boolean().describe("Whether a 2xx was answered."),
    status: z.int().nullable().describe("What was answered; null where nothing was."),
    milliseconds: z.int().min(0).describe("From the first try to connect to the answer."),
    error: DeliveryErrorShape.nullable(),
    secret: z.string().nullable().describe("What it was signed with, where no secret was given."),
  })
  .meta({
    id: "WebhookTest",
    examples: [
      {
        id: "c0a8012e-7b3e-4f5d-9a55-2f0e6a1b9c33",
        delivered: true,
        status: 204,
        milliseconds: 84,
        error: null,
        secret: null,
      },
    ],
  });

const SCHEMA = {
  operationId: "testWebhook",
  tags: ["webhooks"],
  summary: "Test a receiver",
  description:
    "Sends one signed message of the type `webhook.test` now, and tells how it was taken. It is sent once and not kept. " +
    "An address that may not be sent to is refused.",
  body: Receiver,
  response: { 200: jsonAnswer("How it was taken.", Result), ...problemAnswers(400, 404, 415, 422, 503) },
};

/** `POST /api/v1/webhook/test`. */
export const webhookTestRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.post(
    "/api/v1/webhook/test",
    { schema: SCHEMA, config: { scope: "webhooks" } },
    async ({ caller, body }, reply) => {
      const { signal } = watchClient(app, reply);
      const receiver =
        "webhookId" in body
          ? { webhook: webhookName({ caller, params: { id: body.webhookId } }).id }
          : { url: body.url, secret: body.secret };
      reply.header("cache-control", "no-store");
      return testWebhook(services, { tenant: caller.tenant, receiver, signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
        throw new Failure("service-stopping", "The service is stopping. Test again in a moment.");
      });
    },
  );
};
