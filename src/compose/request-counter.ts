import type { Logger } from "pino";
import type { Config } from "../config.ts";
import type { Database } from "../database/schema.ts";
import type { RequestCounter } from "../ports/request-counter.ts";
import { connectRedis } from "../queues/redis/connect.ts";
import { databaseCounter } from "../request-counters/database.ts";
import { inProcessCounter } from "../request-counters/in-process.ts";
import { redisCounter } from "../request-counters/redis.ts";
import type { Closers } from "./close-all.ts";

const ANSWER_WITHIN_MS = 500;

/**
 * What counts the requests of keys: Redis where it is there anyway, or else the database; within the process where no other
 * can be at its database.
 * @throws {Failure} `settings-invalid` where ioredis is not installed
 */
export async function composeRequestCounter(
  { QUEUE_URL }: Pick<Config, "QUEUE_URL">,
  { db, isEmbedded, closers, log }: { db: Database; isEmbedded: boolean; closers: Closers; log: Logger },
): Promise<RequestCounter> {
  if (isEmbedded) return inProcessCounter();
  if (QUEUE_URL.kind !== "redis") return databaseCounter(db);
  const { client } = await connectRedis(QUEUE_URL, { maxRetriesPerRequest: 1, commandTimeout: ANSWER_WITHIN_MS });
  closers.push(async () => client.disconnect());
  return redisCounter({
    client,
    prefix: QUEUE_URL.prefix,
    otherwise: databaseCounter(db),
    onAway: () => log.warn("Redis does not answer; the requests of keys are counted in the database"),
    onBack: () => log.info("Redis answers again; the requests of keys are counted there"),
  });
}
