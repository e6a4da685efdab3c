import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import {
  JOB_WEBHOOK_EVENTS,
  type JobWebhook,
  WEBHOOK_ENDS,
  WEBHOOK_EVENTS,
  type WebhookEvent,
} from "../../domain/webhook.ts";
import { plainText } from "./plain-text.ts";

const urlText =
  "Address that is told what becomes of the job, with a POST. Networks that are not public have to be allowed by whoever runs the server.";
const secretText =
  "What the messages are signed with: `whsec_` and 24 to 64 bytes as base64. Left out, they are not signed.";
const eventsText = `What it is told. Left out: ${WEBHOOK_ENDS.map((event) => `\`${event}\``).join(", ")}.`;

/** An address in a request. Whether it may be sent to is found out where it is known which networks may. */
export const WebhookUrl = plainText(2_000);

const SECRET = /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/;
const isSecret = (text: string): boolean => {
  const { length } = Buffer.from(text.slice("whsec_".length), "base64");
  return SECRET.test(text) && text.length % 4 === "whsec_".length % 4 && length >= 24 && length <= 64;
};

/** A secret as Standard Webhooks writes it. */
export const WebhookSecret = z
  .string()
  .refine(isSecret, "Invalid secret: `whsec_` and 24 to 64 bytes as base64")
  .meta({ examples: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] });

const eventsOf = <Event extends WebhookEvent>(events: readonly Event[]) =>
  z
    .array(z.enum(events))
    .min(1)
    .transform((given): WebhookEvent[] => [...new Set(given)]);

/** What a receiver wants to be told. */
export const WebhookEvents = eventsOf(WEBHOOK_EVENTS);
/** The same of a job. */
const JobEvents = eventsOf(JOB_WEBHOOK_EVENTS);

const url = WebhookUrl.optional().meta({ description: urlText, examples: ["https://example.org/hooks/scribewell"] });
const secret = WebhookSecret.optional().describe(secretText);

/** In a form or a query. */
export const listed = <Item extends z.ZodType<unknown, string[]>>(items: Item) =>
  plainText(1_000)
    .transform((text) => text.split(",").map((item) => item.trim()))
    .pipe(items);

/** A job's own webhook, in a form or a query, where every value is a string. */
export const WebhookStrings = {
  webhook: url,
  webhookSecret: secret,
  webhookEvents: listed(JobEvents)
    .optional()
    .meta({ type: "string", description: eventsText, examples: ["job.succeeded,job.failed"] }),
};

/** The same in JSON. */
export const WebhookValues = {
  webhook: url,
  webhookSecret: secret,
  webhookEvents: JobEvents.optional().describe(eventsText),
};

export interface GivenWebhook {
  readonly webhook?: string | undefined;
  readonly webhookSecret?: string | undefined;
  readonly webhookEvents?: WebhookEvent[] | undefined;
}

/**
 * The webhook that was asked for.
 * @throws {Failure} `option-invalid` for what belongs to one where none is named
 */
export function webhookOf({ webhook, webhookSecret, webhookEvents }: GivenWebhook): JobWebhook | undefined {
  if (webhook !== undefined)
    return {
      url: webhook,
      events: webhookEvents ?? WEBHOOK_ENDS,
      ...(webhookSecret !== undefined && { secret: webhookSecret }),
    };
  if (webhookSecret === undefined && webhookEvents === undefined) return undefined;
  throw new Failure(
    "option-invalid",
    "`webhookSecret` and `webhookEvents` belong to a `webhook`. Give its address too.",
  );
}
