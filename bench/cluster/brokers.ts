import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startFauxqs } from "fauxqs";
import { setUpPubsub } from "../../src/queues/pubsub/set-up-pubsub.ts";
import { setUpSqs } from "../../src/queues/sqs/set-up-sqs.ts";
import { startPubsubEmulator } from "../../test/support/pubsub-emulator.ts";
import { startRedis } from "../../test/support/redis-server.ts";
import { AWS_SETTINGS } from "./aws-settings.ts";

/** A queue of a cluster, with what its members need to know of it. */
export interface Broker {
  readonly settings: Readonly<Record<string, string>>;
  /** Takes it away from all for a while; absent where it is the database. */
  restart?(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a queue of a kind on this machine. */
export async function startBroker(kind: string, folder: string): Promise<Broker> {
  if (kind === "redis") return redisBroker();
  if (kind === "sqs") return sqsBroker(folder);
  if (kind === "pubsub") return pubsubBroker();
  if (kind === "pg") return { settings: { QUEUE_URL: "pg:" }, close: async () => {} };
  throw new Error(`--queue is pg, redis, sqs or pubsub, not ${kind}`);
}

async function redisBroker(): Promise<Broker> {
  const server = await startRedis();
  return {
    settings: { QUEUE_URL: server.url },
    async restart() {
      await server.kill();
      await server.start();
    },
    close: () => server.close(),
  };
}

async function sqsBroker(folder: string): Promise<Broker> {
  mkdirSync(join(folder, "sqs"), { recursive: true });
  const server = await startFauxqs({ port: 0, logger: false });
  const endpoint = `http://127.0.0.1:${server.port}`;
  Object.assign(process.env, AWS_SETTINGS);
  await setUpSqs({ kind: "sqs", region: "us-east-1", account: null, name: "chaos", endpoint });
  return {
    settings: { ...AWS_SETTINGS, QUEUE_URL: `sqs://us-east-1/chaos?endpoint=${encodeURIComponent(endpoint)}` },
    close: () => server.stop(),
  };
}

async function pubsubBroker(): Promise<Broker> {
  const emulator = await startPubsubEmulator();
  process.env.PUBSUB_EMULATOR_HOST = `127.0.0.1:${emulator.port}`;
  await setUpPubsub({ kind: "pubsub", project: "chaos-project", topic: "chaos" });
  return {
    settings: { PUBSUB_EMULATOR_HOST: `127.0.0.1:${emulator.port}`, QUEUE_URL: "pubsub://chaos-project/chaos" },
    close: () => emulator.close(),
  };
}
