import { z } from "zod";
import type { Lane } from "../../domain/piece.ts";
import { laneOf } from "../lane-of.ts";

const SqsEvent = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string(), eventSource: z.literal("aws:sqs") })),
});

export interface SqsRing {
  readonly messageId: string;
  readonly lane: Lane;
}

/**
 * The rings in an event that AWS Lambda hands over from SQS; null where it is no such event. Messages that no bell has
 * written are left out: what is not named as failed is removed from the queue.
 */
export function readSqsEvent(event: unknown): readonly SqsRing[] | null {
  const { data } = SqsEvent.safeParse(event);
  if (data === undefined) return null;
  return data.Records.flatMap(({ messageId, body }) => {
    const lane = laneOf(body);
    return lane === null ? [] : [{ messageId, lane }];
  });
}

/** The answer to such an event, where its mapping reports batch item failures: these come again, the others are removed. */
export const sqsAnswer = (failed: readonly Pick<SqsRing, "messageId">[]) => ({
  batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })),
});
