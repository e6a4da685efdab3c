import { setTimeout as pause } from "node:timers/promises";
import type { Job, Worker } from "bullmq";
import type { Lane } from "../../domain/piece.ts";
import { askBroker } from "../ask-broker.ts";
import { HIDDEN_SECONDS } from "../hold.ts";
import { isHeardBefore, type OneAtATime, oneAtATime } from "../one-at-a-time.ts";
import type { RedisQueue } from "../queue-url.ts";
import { connectRedis, loadBullmq } from "./connect.ts";

/** The name of every job; its lane is that of its queue, and there is nothing more to say. */
export const RING = "ring";

export interface Listening {
  /** Takes a second or two where Redis is away. May be called twice. */
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 1_500;
/** The ring of a process that died while it was busy goes to another after that time, once. BullMQ renews the lock. */
const HELD = { lockDuration: HIDDEN_SECONDS * 1_000, stalledInterval: HIDDEN_SECONDS * 1_000 };

/** @throws {Failure} `queue-unavailable` where Redis does not answer */
export async function listenOnRedis(
  place: RedisQueue,
  lanes: readonly Lane[],
  onRing: (lane: Lane) => Promise<void>,
): Promise<Listening> {
  const bullmq = await loadBullmq();
  // BullMQ wants null: a worker waits for Redis however long that takes.
  const { client, broker } = await connectRedis(place, { maxRetriesPerRequest: null });
  try {
    await askBroker(broker, () => client.ping());
  } catch (error) {
    client.disconnect();
    throw error;
  }
  const rings = oneAtATime(onRing);
  client.on("ready", () => {
    for (const lane of lanes) void rings.hear(lane);
  });
  const stopping = new AbortController();
  const processor = processorOf(bullmq, rings, stopping.signal);
  const workers = lanes.map((lane) => {
    const worker = new bullmq.Worker(lane, processor(lane), { connection: client, prefix: place.prefix, ...HELD });
    // Connections are made again; nothing else is said here that anybody could act on.
    worker.on("error", () => {});
    return worker;
  });
  return {
    async stop() {
      rings.stop();
      stopping.abort();
      await Promise.all(workers.map((worker) => closeWorker(worker, client.status === "ready")));
      client.disconnect();
    },
  };
}

const processorOf =
  ({ WaitingError }: Awaited<ReturnType<typeof loadBullmq>>, rings: OneAtATime, stopping: AbortSignal) =>
  (lane: Lane) =>
  async (job: Job, token?: string): Promise<void> => {
    // What no bell has written is removed like the rest.
    if (job.name !== RING || (await isHeardBefore(rings.hear(lane), stopping))) return;
    // The ring of a listener that leaves before it is done goes back to the others.
    await job.moveToWait(token);
    throw new WaitingError();
  };

/** One that waits for an answer of Redis is cut off after a while. */
async function closeWorker(worker: Worker, isConnected: boolean): Promise<void> {
  const closing = worker.close(!isConnected);
  await Promise.race([closing, pause(STOP_WITHIN_MS, undefined, { ref: false })]);
  // A second `close` would wait for the first.
  void worker
    .getBackend()
    .blockingClient?.then((client) => client.disconnect())
    .catch(() => {});
}
