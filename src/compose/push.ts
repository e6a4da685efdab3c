import type { Config } from "../config.ts";
import type { Lane } from "../domain/piece.ts";
import { readPubsubPush } from "../queues/push/read-pubsub-push.ts";
import { pushTokens } from "../queues/push/verify-push-token.ts";

/** How pushes are looked at: whether they may come, and what they ring. */
export interface ComposedPush {
  refusal(authorization: string | undefined): Promise<string | null>;
  /** Null for what no bell has written. */
  laneOf(body: unknown): Lane | null;
}

/**
 * What the settings say of Pub/Sub's pushes; null where none are taken.
 * @throws {Failure} `settings-invalid` where Google's library is not installed
 */
export async function composePush({ PUSH_AUDIENCE, PUSH_ACCOUNT }: Config): Promise<ComposedPush | null> {
  if (PUSH_AUDIENCE === undefined || PUSH_ACCOUNT === undefined) return null;
  const tokens = await pushTokens({ audience: PUSH_AUDIENCE, email: PUSH_ACCOUNT });
  return { refusal: (authorization) => tokens.verify(authorization), laneOf: readPubsubPush };
}
