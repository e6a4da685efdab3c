import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { listDeliveries } from "../../actions/webhooks/list-deliveries.ts";
import { replayDelivery } from "../../actions/webhooks/replay-delivery.ts";
import { actorOf } from "../../domain/audit.ts";
import { DELIVERY_STATES } from "../../domain/webhook.ts";
import type { Services } from "../../services.ts";
import { jsonAnswer } from "../shapes/json-answer.ts";
import { pageOptions } from "../shapes/page-options.ts";
import { problemAnswers } from "../shapes/problem-answers.ts";
import { DeliveryShape, deliveryJson } from "../shapes/webhook.ts";
import { DeliveryParams, deliveryName } from "../shapes/webhook-name.ts";

const tags = ["webhooks"];

const States = z
  .preprocess((value) => [value].flat().flatMap((item) => String(item).split(",")), z.array(z.enum(DELIVERY_STATES)))
  .optional()
  .meta({
    type: "array",
    items: { type: "string", enum: [...DELIVERY_STATES] },
    description: "Only deliveries in these states: repeated, or with commas between.",
  });

const LIST = {
  operationId: "listWebhookDeliveries",
  tags,
  summary: "List deliveries",
  description:
    "What was sent and what is still to be, the newest first, a page at a time: `next` is the `after` of the page that " +
    "follows, null on the last. They are kept for 30 days, and no longer than their job.",
  querystring: z.strictObject({
    jobId: z.uuid().optional().describe("Only those of this job."),
    state: States,
    ...pageOptions("Deliveries"),
  }),
  response: {
    200: jsonAnswer(
      "A page of deliveries.",
      z.object({ deliveries: z.array(DeliveryShape), next: z.string().nullable() }).meta({ id: "WebhookDeliveryPage" }),
    ),
    ...problemAnswers(400),
  },
};

const REPLAY = {
  operationId: "replayWebhookDelivery",
  tags,
  summary: "Replay a delivery",
  description:
    "Sends it again, whatever became of it: the same content under the same `webhook-id`, for another day of trying.",
  params: DeliveryParams,
  response: { 202: jsonAnswer("The delivery, to be sent at once.", DeliveryShape), ...problemAnswers(404, 409) },
};

/** The routes of the log of what was sent. */
export const webhookDeliveryRoutes: FastifyPluginAsyncZod<{ services: Services }> = async (app, { services }) => {
  app.get("/api/v1/webhooks/deliveries", { schema: LIST, config: { scope: "webhooks" } }, async ({ caller, query }) => {
    const { jobId, state, after, limit } = query;
    const page = { tenant: caller.tenant, job: jobId, states: state, after, limit };
    const { deliveries, next } = await listDeliveries(services, page);
    return { deliveries: deliveries.map(deliveryJson), next };
  });

  app.post(
    "/api/v1/webhooks/deliveries/:id/replay",
    { schema: REPLAY, config: { scope: "webhooks" } },
    async (request, reply) => {
      const delivery = await replayDelivery(services, { ...deliveryName(request), actor: actorOf(request.caller) });
      return reply.code(202).send(deliveryJson(delivery));
    },
  );
};
