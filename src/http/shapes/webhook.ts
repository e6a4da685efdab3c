import { z } from "zod";
import { FAILURES } from "../../domain/failure.ts";
import { DELIVERY_STATES, WEBHOOK_EVENTS, type WebhookDelivery, type WebhookEndpoint } from "../../domain/webhook.ts";

const time = z.iso.datetime();
const event = z.enum(WEBHOOK_EVENTS).meta({ id: "WebhookEvent" });

/** A webhook in answers. Its secret is not among what it shows. */
export const WebhookShape = z
  .object({
    id: z.uuid(),
    key: z.string().nullable().describe("Told of the jobs of this key alone. Null: of all of the tenant's."),
    url: z.string(),
    events: z.array(event).readonly(),
    state: z.enum(["active", "paused"]).describe("Nothing is sent while it is `paused`; what happens meanwhile waits."),
    failures: z.int().min(0).describe("In a row, of all its deliveries."),
    failingSince: time.nullable().describe("Since when there have been only failures."),
    pausedAt: time.nullable(),
    pauseReason: z
      .enum(["gone", "failing"])
      .nullable()
      .describe("`gone`: it answered 410. `failing`: nothing but failures for a day."),
    createdAt: time,
  })
  .meta({ id: "Webhook", description: "Who is told of every job.", examples: [exampleWebhook()] });

export function webhookJson(endpoint: WebhookEndpoint): z.output<typeof WebhookShape> {
  return {
    ...endpoint,
    failingSince: endpoint.failingSince?.toISOString() ?? null,
    pausedAt: endpoint.pausedAt?.toISOString() ?? null,
    createdAt: endpoint.createdAt.toISOString(),
  };
}

export const DeliveryErrorShape = z
  .object({
    code: z.enum(["internal-error", ...Object.keys(FAILURES)]).meta({ examples: ["webhook-not-accepted"] }),
    detail: z.string().describe("What happened and what to do, for a person."),
  })
  .meta({ id: "DeliveryError", description: "Why an attempt came to nothing." });

/** A delivery in answers. */
export const DeliveryShape = z
  .object({
    id: z.uuid().describe("The `webhook-id` that its receiver sees, the same for every attempt."),
    webhookId: z.uuid().nullable().describe("Null for the webhook of the job or the batch itself."),
    jobId: z.uuid().nullable().describe("The job it is about; null where that is a batch."),
    batchId: z.uuid().nullable().describe("The batch it is about; null where that is a job."),
    event,
    url: z.string(),
    state: z.enum(DELIVERY_STATES).describe("`failed`: given up. `cancelled`: its webhook was deleted."),
    attempts: z.int().min(0),
    nextAttemptAt: time.nullable().describe("Null when there is none, and while its webhook is paused."),
    lastStatus: z.int().nullable().describe("What the receiver answered last; null where it did not."),
    lastError: DeliveryErrorShape.nullable(),
    createdAt: time,
    lastAttemptAt: time.nullable(),
    endedAt: time.nullable().describe("When it was taken, given up or cancelled."),
  })
  .meta({ id: "WebhookDelivery", description: "One message to one receiver.", examples: [exampleDelivery()] });

export function deliveryJson(delivery: WebhookDelivery): z.output<typeof DeliveryShape> {
  const { endpoint, job, batch, nextAt, attemptedAt, createdAt, endedAt, ...rest } = delivery;
  return {
    ...rest,
    webhookId: endpoint,
    jobId: job,
    batchId: batch,
    nextAttemptAt: nextAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    lastAttemptAt: attemptedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function exampleWebhook() {
  return {
    id: "5c1f7a9e-98c2-4d0a-8f0e-0d8f3f2b6a10",
    key: null,
    url: "https://example.org/hooks/scribewell",
    events: ["job.succeeded", "job.failed", "job.cancelled"],
    state: "active",
    failures: 0,
    failingSince: null,
    pausedAt: null,
    pauseReason: null,
    createdAt: "2030-01-31T09:00:00.000Z",
  };
}

function exampleDelivery() {
  return {
    id: "c0a8012e-7b3e-4f5d-9a55-2f0e6a1b9c33",
    webhookId: "5c1f7a9e-98c2-4d0a-8f0e-0d8f3f2b6a10",
    jobId: "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11",
    batchId: null,
    event: "job.succeeded",
    url: "https://example.org/hooks/scribewell",
    state: "pending",
    attempts: 2,
    nextAttemptAt: "2030-01-31T09:31:10.000Z",
    lastStatus: 500,
    lastError: { code: "webhook-not-accepted", detail: "example.org answered with status 500." },
    createdAt: "2030-01-31T09:30:02.000Z",
    lastAttemptAt: "2030-01-31T09:30:40.000Z",
    endedAt: null,
  };
}
