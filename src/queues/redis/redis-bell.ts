import type { Queue } from "bullmq";
import { LANES, type Lane } from "../../domain/piece.ts";
import type { Bell } from "../../ports/bell.ts";
import { askBroker, queueClosed } from "../ask-broker.ts";
import type { RedisQueue } from "../queue-url.ts";
import { connectRedis, loadBullmq } from "./connect.ts";
import { type Listening, listenOnRedis, RING } from "./listen.ts";

/** They are told after some seconds rather than when Redis is there again. */
const IMPATIENT = { maxRetriesPerRequest: 1 };

/** Memory of Redis is not for what happened to rings. */
const FORGOTTEN = {
  defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  streams: { events: { maxLen: 100 } },
  skipMetasUpdate: true,
};
/** BullMQ would wait for the first connection without an end, and keep its failure for good. */
const CONNECTS_BY_ITSELF = { skipVersionCheck: true, skipWaitingForReady: true };

/**
 * A bell on Redis, by BullMQ: a queue for each lane. Each ring wakes one listener; delayed ones wait in Redis.
 * @throws {Failure} `settings-invalid` where BullMQ or ioredis is not installed
 */
export async function redisBell(place: RedisQueue): Promise<Bell> {
  const { prefix } = place;
  const bullmq = await loadBullmq();
  const { client, broker } = await connectRedis(place, IMPATIENT);
  const queues = new Map<Lane, Queue>();
  for (const lane of LANES) {
    const queue = new bullmq.Queue(lane, { connection: client, prefix, ...FORGOTTEN, ...CONNECTS_BY_ITSELF });
    // Whoever rings is told.
    queue.on("error", () => {});
    queues.set(lane, queue);
  }
  const listenings = new Set<Listening>();
  let closed = false;
  return {
    async ring(lane, { delayMs = 0 } = {}) {
      if (closed) throw queueClosed();
      await askBroker(broker, async () => queues.get(lane)?.add(RING, {}, { delay: Math.ceil(delayMs) }));
    },
    async listen(lanes, onRing) {
      if (closed) throw queueClosed();
      const listening = await listenOnRedis(place, lanes, onRing);
      listenings.add(listening);
      return {
        async stop() {
          listenings.delete(listening);
          await listening.stop();
        },
      };
    },
    async check() {
      if (closed) throw queueClosed();
      // By writing: one that is full or a copy answers, and takes no ring.
      await askBroker(broker, () => client.set(`${prefix}:check`, "1", "EX", 60));
    },
    async close() {
      closed = true;
      const stopping = [...listenings].map((listening) => listening.stop());
      listenings.clear();
      await Promise.all(stopping);
      client.disconnect();
    },
  };
}
