import type { Logger } from "pino";
import type { Config } from "../config.ts";
import type { Bell } from "../ports/bell.ts";
import type { News } from "../ports/news.ts";
import { inProcessBell } from "../queues/in-process.ts";
import { inProcessNews } from "../queues/in-process-news.ts";
import { patientBell } from "../queues/patient-bell.ts";
import { pgBell } from "../queues/pg/bell.ts";
import { pgNews } from "../queues/pg/news.ts";
import { type PgSignals, pgSignals } from "../queues/pg/signals.ts";
import { pubsubBell } from "../queues/pubsub/pubsub-bell.ts";
import type { QueuePlace } from "../queues/queue-url.ts";
import { redisBell } from "../queues/redis/redis-bell.ts";
import { redisNews } from "../queues/redis/redis-news.ts";
import { sqsBell } from "../queues/sqs/sqs-bell.ts";
import type { Closers } from "./close-all.ts";

/**
 * The bell and the news that the settings ask for. Neither waits for what it needs to answer.
 * @throws {Failure} `settings-invalid` where a package is not installed
 */
export async function composeQueue(
  { DATABASE_URL, QUEUE_URL }: Config,
  { closers, log }: { closers: Closers; log: Logger },
): Promise<{ bell: Bell; news: News }> {
  const signals = DATABASE_URL.kind === "server" ? pgSignals(DATABASE_URL) : undefined;
  if (signals) closers.push(() => signals.close());
  const bell = await bellOf(QUEUE_URL, { signals, log });
  closers.push(() => bell.close());
  const news = await newsOf(QUEUE_URL, signals);
  closers.push(() => news.close());
  return { bell, news };
}

async function bellOf(
  place: QueuePlace,
  { signals, log }: { signals: PgSignals | undefined; log: Logger },
): Promise<Bell> {
  if (place.kind === "redis") return patientBell(await redisBell(place), log);
  if (place.kind === "sqs") return patientBell(await sqsBell(place), log);
  if (place.kind === "pubsub") return patientBell(await pubsubBell(place), log);
  return signals ? patientBell(pgBell(signals), log) : inProcessBell();
}

/** Redis tells its own; SQS and Pub/Sub tell each message to one alone, so there the database does. */
async function newsOf(place: QueuePlace, signals: PgSignals | undefined): Promise<News> {
  if (place.kind === "redis") return redisNews(place);
  return signals ? pgNews(signals) : inProcessNews();
}
