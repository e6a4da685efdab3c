import type { v1 } from "@google-cloud/pubsub";
import type { Lane } from "../../domain/piece.ts";
import { loadPackage } from "../../packages/load-package.ts";
import type { Broker } from "../ask-broker.ts";
import type { PubsubQueue } from "../queue-url.ts";

export interface PubsubClients {
  readonly publisher: v1.PublisherClient;
  readonly subscriber: v1.SubscriberClient;
}

export interface Pubsub {
  /** Opened by the first who asks, and again after that has failed. */
  clients(): Promise<PubsubClients>;
  /** Full name of the topic of a lane. */
  topic(lane: Lane): string;
  /** Full name of the subscription of a lane. */
  subscription(lane: Lane): string;
  close(): Promise<void>;
}

export const PUBSUB: Broker = {
  name: "Pub/Sub",
  remedy:
    "Check `QUEUE_URL`, that a topic and a subscription TOPIC-LANE exist for each of network, media, speech and text, and that the credentials of the service allow pubsub.topics.publish and .get, for a worker also pubsub.subscriptions.consume and .get.",
};

const CONNECTIONS = {
  // gRPC would wait up to two minutes between two tries to connect.
  "grpc.initial_reconnect_backoff_ms": 200,
  "grpc.max_reconnect_backoff_ms": 5_000,
  // One that has died without a word is found out.
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
};

type Sdk = typeof import("@google-cloud/pubsub");

/**
 * Nothing is asked yet. Credentials come from where Google's libraries look for them; `PUBSUB_EMULATOR_HOST` is obeyed.
 * @throws {Failure} `settings-invalid` where the package is not installed
 */
export async function openPubsub({ project, topic }: PubsubQueue): Promise<Pubsub> {
  const packages = ["@google-cloud/pubsub"];
  const sdk = await loadPackage(() => import("@google-cloud/pubsub"), { by: "`QUEUE_URL` with pubsub:", packages });
  let opened: Promise<PubsubClients> | undefined;
  const forget = (error: unknown): never => {
    opened = undefined;
    throw error;
  };
  return {
    clients() {
      opened ??= openClients(sdk, project).catch(forget);
      return opened;
    },
    topic: (lane) => `projects/${project}/topics/${topic}-${lane}`,
    subscription: (lane) => `projects/${project}/subscriptions/${topic}-${lane}`,
    async close() {
      const clients = await opened?.catch(() => undefined);
      await Promise.all([clients?.publisher.close(), clients?.subscriber.close()]);
    },
  };
}

/**
 * Google's own layer above these begins by itself, and takes the process with it where there are no credentials. It is
 * asked only where Pub/Sub is: it knows of emulators.
 */
async function openClients({ PubSub, v1: { PublisherClient, SubscriberClient } }: Sdk, project: string) {
  const { options } = new PubSub({ projectId: project, ...CONNECTIONS });
  const known = options as ConstructorParameters<typeof SubscriberClient>[0]; // the same, but for `undefined` where it may be left out
  const clients = { publisher: new PublisherClient(known), subscriber: new SubscriberClient(known) };
  const begun = await Promise.allSettled([clients.publisher.initialize(), clients.subscriber.initialize()]);
  for (const beginning of begun)
    if (beginning.status === "rejected") throw new Error("NO_CREDENTIALS", { cause: beginning.reason });
  return clients;
}
