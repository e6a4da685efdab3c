import { z } from "zod";
import type { Handling } from "../../domain/handling.ts";
import { plainText } from "./plain-text.ts";
import { type GivenWebhook, WebhookStrings, WebhookValues, webhookOf } from "./webhook-options.ts";

const TEN_YEARS = 315_360_000;
/** Words for people; what lies between them is for programs. */
const PRIORITY_OF = { high: 10, normal: 0, low: -10 } as const;

const WORDS = z.enum(["high", "normal", "low"]).transform((word) => PRIORITY_OF[word]);
const wrongPriority = "Invalid priority: high, normal, low, or a whole number from -100 to 100";
const priorityText = "`high`, `normal` (the default) or `low`, or a number from -100 to 100: higher goes first.";
const keepSeconds =
  "So long after now the job and all that belongs to it is deleted, in whatever state it is. Left out, as the service is set up.";
const labelsText =
  "What the worker must have, for example `gpu`: only workers whose operator gave them these labels take the job.";
const LABEL = z.string().regex(/^[\w.:/-]{1,63}$/, "Invalid label: 1 to 63 letters, digits and . : / _ -");
const MOST_LABELS = 10;
const cache =
  "Whether it may have the text of an earlier job that asked the same of the same recording, which is the default. " +
  "With `false` it is recognised anew.";
const startAt = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .optional()
  .meta({
    description: "Not to be begun before this moment; ISO 8601 with an offset. Left out, at once.",
    examples: ["2030-01-31T22:00:00Z"],
  });

/** How a job is to be treated, in a form or a query, where every value is a string. */
export const HandlingStrings = {
  priority: z
    .union([WORDS, z.coerce.number().int().min(-100).max(100)], { error: wrongPriority })
    .optional()
    .meta({ description: priorityText }),
  keepSeconds: z.coerce.number().int().min(1).max(TEN_YEARS).optional().describe(keepSeconds),
  labels: plainText(1_000)
    .transform((text) => text.split(",").map((label) => label.trim()))
    .pipe(z.array(LABEL).max(MOST_LABELS))
    .optional()
    .meta({ type: "string", description: labelsText, examples: ["gpu"] }),
  startAt,
  cache: z.stringbool().optional().meta({ type: "boolean", description: cache }),
  ...WebhookStrings,
};

/** The same in JSON. */
export const HandlingValues = {
  priority: z
    .union([WORDS, z.int().min(-100).max(100)], { error: wrongPriority })
    .optional()
    .meta({ description: priorityText }),
  keepSeconds: z.int().min(1).max(TEN_YEARS).optional().describe(keepSeconds),
  labels: z.array(LABEL).max(MOST_LABELS).optional().describe(labelsText),
  startAt,
  cache: z.boolean().optional().describe(cache),
  ...WebhookValues,
};

export interface GivenHandling extends GivenWebhook {
  readonly priority?: number | undefined;
  readonly keepSeconds?: number | undefined;
  readonly labels?: string[] | undefined;
  readonly startAt?: Date | undefined;
  readonly cache?: boolean | undefined;
}

/**
 * What was asked beside the transcription itself.
 * @throws {Failure} `option-invalid`
 */
export function handlingOf({
  priority,
  keepSeconds,
  labels,
  startAt: at,
  cache: mayUse,
  ...given
}: GivenHandling): Handling {
  const webhook = webhookOf(given);
  return {
    ...(priority !== undefined && { priority }),
    ...(keepSeconds !== undefined && { keepSeconds }),
    // In one order: the same labels are the same line of work.
    ...(labels !== undefined && { labels: [...new Set(labels)].sort() }),
    ...(at !== undefined && { startAt: at }),
    ...(mayUse !== undefined && { cache: mayUse }),
    ...(webhook && { webhook }),
  };
}
