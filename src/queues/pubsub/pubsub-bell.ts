import { LANES, type Lane } from "../../domain/piece.ts";
import type { Bell } from "../../ports/bell.ts";
import { askBroker, queueClosed } from "../ask-broker.ts";
import { type Listening, listenByAsking } from "../listen-by-asking.ts";
import type { PubsubQueue } from "../queue-url.ts";
import { timers } from "../timers.ts";
import { openPubsub, PUBSUB } from "./open-pubsub.ts";
import { askPubsub } from "./receive.ts";

/** The library would try for ten minutes. */
const IMPATIENT = { timeout: 4_000 };

/**
 * A bell on Google Pub/Sub: a topic and a subscription for each lane, which must exist. Each ring wakes one listener.
 * Pub/Sub delays nothing: rings that are to come later are timers of the process that asked; where it dies meanwhile, the
 * sweeper rings.
 * @throws {Failure} `settings-invalid` where Google's library is not installed
 */
export async function pubsubBell(place: PubsubQueue): Promise<Bell> {
  const pubsub = await openPubsub(place);
  const later = timers();
  const listenings = new Set<Listening>();
  const closing = new AbortController();
  let closed = false;
  const ringNow = (lane: Lane) =>
    askBroker(PUBSUB, async () => {
      const { publisher } = await pubsub.clients();
      await publisher.publish({ topic: pubsub.topic(lane), messages: [{ data: Buffer.from(lane) }] }, IMPATIENT);
    });
  return {
    async ring(lane, { delayMs = 0 } = {}) {
      if (closed) throw queueClosed();
      if (delayMs > 0) later.after(delayMs, () => void ringNow(lane).catch(() => {}));
      else await ringNow(lane);
    },
    async listen(lanes, onRing) {
      if (closed) throw queueClosed();
      await askBroker(PUBSUB, async () => {
        const { subscriber } = await pubsub.clients();
        const look = (lane: Lane) => subscriber.getSubscription({ subscription: pubsub.subscription(lane) }, IMPATIENT);
        await Promise.all(lanes.map(look));
      });
      const listening = listenByAsking(askPubsub(pubsub), { lanes, closing: closing.signal }, onRing);
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
      await askBroker(PUBSUB, async () => {
        const { publisher } = await pubsub.clients();
        await Promise.all(LANES.map((lane) => publisher.getTopic({ topic: pubsub.topic(lane) }, IMPATIENT)));
      });
    },
    async close() {
      if (closed) return;
      closed = true;
      later.clear();
      // What listeners were busy with is given back before.
      await Promise.all([...listenings].map((listening) => listening.stop()));
      closing.abort();
      await pubsub.close();
    },
  };
}
