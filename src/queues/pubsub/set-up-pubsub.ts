import { LANES, type Lane } from "../../domain/piece.ts";
import { HIDDEN_SECONDS } from "../hold.ts";
import type { PubsubQueue } from "../queue-url.ts";
import { openPubsub, type Pubsub } from "./open-pubsub.ts";

const SUBSCRIPTION = {
  ackDeadlineSeconds: HIDDEN_SECONDS,
  // A ring that nobody hears within an hour tells nothing new, the sweeper has rung again.
  messageRetentionDuration: { seconds: 3_600 },
  // It would be deleted after a month in which nothing was transcribed.
  expirationPolicy: {},
};

/** Of gRPC. */
const ALREADY_EXISTS = 6;

/**
 * Makes the topics of all lanes and a subscription of each; those that are there stay as they are. Needs more rights than
 * the service: `pubsub.topics.create`, `pubsub.topics.attachSubscription`, `pubsub.subscriptions.create`.
 * @throws {Failure} `settings-invalid` where Google's library is not installed, and what Google says as it is
 */
export async function setUpPubsub(place: PubsubQueue): Promise<readonly string[]> {
  const pubsub = await openPubsub(place);
  try {
    for (const lane of LANES) await makeTopic(pubsub, lane);
    return LANES.flatMap((lane) => [pubsub.topic(lane), pubsub.subscription(lane)]);
  } finally {
    await pubsub.close();
  }
}

async function makeTopic(pubsub: Pubsub, lane: Lane): Promise<void> {
  const { publisher, subscriber } = await pubsub.clients();
  const topic = pubsub.topic(lane);
  await publisher.createTopic({ name: topic }).catch(unlessThere);
  await subscriber.createSubscription({ name: pubsub.subscription(lane), topic, ...SUBSCRIPTION }).catch(unlessThere);
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === ALREADY_EXISTS)) throw error;
}
