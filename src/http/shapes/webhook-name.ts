import { z } from "zod";
import { type WebhookName, webhookNotFound } from "../../actions/webhooks/read-webhooks.ts";
import { deliveryNotFound } from "../../actions/webhooks/replay-delivery.ts";
import type { Failure } from "../../domain/failure.ts";
import type { Named } from "./job-name.ts";

const Uuid = z.uuid();

/** The path of every route of one webhook. */
export const WebhookParams = z.object({
  id: z.string().meta({
    format: "uuid",
    description: "The webhook's `id`.",
    examples: ["5c1f7a9e-98c2-4d0a-8f0e-0d8f3f2b6a10"],
  }),
});

/** The path of every route of one delivery. */
export const DeliveryParams = z.object({
  id: z.string().meta({
    format: "uuid",
    description: "The delivery's `id`.",
    examples: ["c0a8012e-7b3e-4f5d-9a55-2f0e6a1b9c33"],
  }),
});

/** Says which webhook is meant. @throws {Failure} `webhook-not-found` for what cannot be the id of one */
export const webhookName = (request: Named): WebhookName => named(request, webhookNotFound);

/** Says which delivery is meant. @throws {Failure} `delivery-not-found` for what cannot be the id of one */
export const deliveryName = (request: Named) => named(request, deliveryNotFound);

function named({ caller, params: { id } }: Named, notFound: (id: string) => Failure) {
  if (!Uuid.safeParse(id).success) throw notFound(id.slice(0, 64));
  return { tenant: caller.tenant, id };
}
