import type { Redis } from "ioredis";
import { loadPackage } from "../../packages/load-package.ts";
import type { Broker } from "../ask-broker.ts";
import type { RedisQueue } from "../queue-url.ts";

const NEEDED = { by: "`QUEUE_URL` with redis:", packages: ["bullmq", "ioredis"] };
const CONNECT_WITHIN_MS = 3_000;

export interface RedisConnection {
  readonly client: Redis;
  readonly broker: Broker;
}

/**
 * Begins to connect; the connection is made again whenever it is lost.
 * @param options `maxRetriesPerRequest`: after so many vain tries to connect a command fails; null: never. `commandTimeout`: a
 * command fails after so many milliseconds without an answer
 * @throws {Failure} `settings-invalid` where the package is not installed
 */
export async function connectRedis(
  { url }: RedisQueue,
  options: { readonly maxRetriesPerRequest: number | null; readonly commandTimeout?: number },
): Promise<RedisConnection> {
  const ioredis = await loadPackage(() => import("ioredis"), NEEDED);
  const client = new ioredis.Redis(url, { connectTimeout: CONNECT_WITHIN_MS, ...options });
  let fault: unknown;
  client.on("error", (error) => {
    fault = error;
  });
  return { client, broker: { ...REDIS, lastFault: () => fault } };
}

const REDIS = { name: "Redis", remedy: "Check `QUEUE_URL`, and that Redis runs and lets the service in." };

/** @throws {Failure} `settings-invalid` where the package is not installed */
export const loadBullmq = () => loadPackage(() => import("bullmq"), NEEDED);
