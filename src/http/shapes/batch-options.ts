import { z } from "zod";
import { MOST_ITEMS } from "../../domain/batch.ts";
import type { Handling } from "../../domain/handling.ts";
import type { TranscriptionOptions } from "../../domain/transcription.ts";
import type { JobWebhook } from "../../domain/webhook.ts";
import { handlingOf } from "./handling-options.ts";
import { plainText } from "./plain-text.ts";
import { type GivenOptions, OptionStrings, OptionValues, optionsOf } from "./transcription-options.ts";
import { listed, WebhookEvents } from "./webhook-options.ts";

const webhookEvents =
  "What the webhook is told. Left out, `batch.ended`. Events of jobs are told of every job that has no `webhook` of its own.";

/** An item of a batch in JSON: where its recording is, and what is asked of it other than of all. */
export const BatchItemValues = OptionValues.omit({ name: true }).extend({
  url: plainText(8_000).meta({
    description:
      "Where the server fetches the recording from, or the `url` that POST /api/v1/uploads gave for one that was sent before.",
    examples: ["https://example.org/talk.mp3", "upload:0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11"],
  }),
  reference: plainText(255).min(1).optional().describe("What you call it: the job shows it."),
});

/** A batch in JSON. Its items are checked each by itself, so that all that is wrong is told at once. */
export const BatchValues = OptionValues.omit({ name: true }).extend({
  webhookEvents: WebhookEvents.optional().describe(webhookEvents),
  items: z.array(z.unknown()).min(1).max(MOST_ITEMS),
});

/** The same for the documentation. */
export const DocumentedBatch = BatchValues.extend({ items: z.array(BatchItemValues).min(1).max(MOST_ITEMS) }).describe(
  "`items`, and options for all of them. An item's own options count before those for all.",
);

/** The parts of a form beside its files: what is asked for all of them. */
export const BatchStrings = OptionStrings.omit({ name: true }).extend({
  webhookEvents: listed(WebhookEvents).optional().meta({ type: "string", description: webhookEvents }),
});

/** What is asked for all. */
export type GivenForAll = Omit<GivenOptions, "name">;

/** What was asked for all items, apart from what was asked of the batch itself. */
export interface AskedForAll {
  readonly options: TranscriptionOptions;
  readonly handling: Handling;
  readonly webhook: JobWebhook | undefined;
}

/** @throws {Failure} `language-unsupported`, `option-invalid` */
export function askedForAll({ webhook: url, webhookEvents: events, ...given }: GivenForAll): AskedForAll {
  const told = events ?? (url === undefined ? undefined : (["batch.ended"] as const));
  const { webhook, ...handling } = handlingOf({
    ...given,
    webhook: url,
    webhookEvents: told && [...told],
  });
  return { options: optionsOf(withoutWebhook(given)), handling, webhook };
}

/** Fields that say one thing together: who gives one of them for an item gives none of the others for all. */
const TOGETHER = [
  ["task", "translate"],
  ["language", "languages"],
] as const;

/** What is asked of an item: its own, and what was asked for all beside it. The webhook for all is the batch's. */
export function withOwn(forAll: GivenForAll, own: GivenForAll): GivenForAll {
  const rest: Record<string, unknown> = withoutWebhook(forAll);
  for (const fields of TOGETHER)
    if (fields.some((field) => own[field] !== undefined)) for (const field of fields) delete rest[field];
  return { ...rest, ...own };
}

function withoutWebhook({ webhook: _, webhookSecret: __, webhookEvents: ___, ...rest }: GivenForAll): GivenForAll {
  return rest;
}
