import { z } from "zod";
import type { Handling } from "../../domain/handling.ts";
import { WEBHOOK_ENDS } from "../../domain/webhook.ts";
import { WebhookUrl } from "../../http/shapes/webhook-options.ts";
import type { Limits } from "../../services.ts";
import { unknownOnes } from "./asked.ts";

const WEEK_MS = 604_800_000;
const LOW_PRIORITY = -10;

function milliseconds(least: number) {
  const error = `Invalid time: milliseconds, from ${least} to ${WEEK_MS}`;
  return z.int({ error }).min(least, { error }).max(WEEK_MS, { error }).nullish();
}

const Policy = z.looseObject({
  executionTimeout: milliseconds(5_000).describe("Milliseconds; checked, and not followed."),
  ttl: milliseconds(10_000).describe("Milliseconds after which the job and all that belongs to it is deleted."),
  lowPriority: z.boolean().nullish(),
});

const exampleInput = { audio: "https://example.org/talk.mp3", model: "turbo" };

/** What is around the `input` of a request. */
export const Envelope = z.looseObject({
  input: z
    .record(z.string(), z.unknown(), {
      error:
        'Invalid input: give an object that names the recording, such as {"audio": "https://example.org/talk.mp3"}',
    })
    .meta({ description: "That of RunPod's worker for Whisper.", examples: [exampleInput] }),
  webhook: WebhookUrl.nullish().describe("Address that is told how the job ended: the body is that of `/status`."),
  webhookV2: WebhookUrl.nullish().describe("The same."),
  policy: Policy.nullish(),
  s3Config: z.unknown().optional().describe("Not followed, and not kept."),
});

type GivenEnvelope = z.output<typeof Envelope>;

/** What was asked around the transcription itself, and what of it is not done as asked. */
export function handlingOf(
  { input: _, webhook, webhookV2, policy, s3Config, ...others }: GivenEnvelope,
  { retention }: Pick<Limits, "retention">,
): { readonly handling: Handling; readonly warnings: readonly string[] } {
  const { executionTimeout, ttl, lowPriority, ...otherPolicy } = policy ?? {};
  const url = webhook || webhookV2;
  const most = retention?.mostSeconds ?? Number.POSITIVE_INFINITY;
  const seconds = ttl ? Math.ceil(ttl / 1000) : undefined;
  const handling: Handling = {
    ...(lowPriority && { priority: LOW_PRIORITY }),
    ...(seconds !== undefined && { keepSeconds: Math.min(seconds, most) }),
    ...(url && { webhook: { url, events: WEBHOOK_ENDS, kind: "runpod" } }),
  };
  const facts: readonly (readonly [unknown, string])[] = [
    [executionTimeout, "`policy.executionTimeout` was not followed: jobs run until they are done."],
    [
      seconds !== undefined && seconds > most,
      `\`policy.ttl\` was shortened: jobs are kept for ${most} s here at most.`,
    ],
    [webhook && webhookV2 && webhook !== webhookV2, "`webhookV2` was not followed: a job tells one webhook."],
    [s3Config, "`s3Config` was not followed: results are kept here alone."],
  ];
  const told = facts.flatMap(([holds, warning]) => (holds ? [warning] : []));
  const unknown = [...Object.keys(others), ...Object.keys(otherPolicy).map((name) => `policy.${name}`)];
  return { handling, warnings: [...told, ...unknownOnes(unknown)] };
}
