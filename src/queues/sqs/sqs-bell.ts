import { LANES } from "../../domain/piece.ts";
import type { Bell } from "../../ports/bell.ts";
import { askBroker, queueClosed } from "../ask-broker.ts";
import { type Listening, listenByAsking } from "../listen-by-asking.ts";
import type { SqsQueue } from "../queue-url.ts";
import { openSqs } from "./open-sqs.ts";
import { askSqs } from "./receive.ts";

/** What SQS waits with a message at most. */
const MOST_DELAY_SECONDS = 900;

/**
 * A bell on Amazon SQS: a queue for each lane, which must exist. Each ring wakes one listener. A ring that is to come later
 * comes after whole seconds, and within fifteen minutes.
 * @throws {Failure} `settings-invalid` where the AWS SDK is not installed
 */
export async function sqsBell(place: SqsQueue): Promise<Bell> {
  const sqs = await openSqs(place);
  const { sdk, client, broker } = sqs;
  const listenings = new Set<Listening>();
  const closing = new AbortController();
  let closed = false;
  return {
    async ring(lane, { delayMs = 0 } = {}) {
      if (closed) throw queueClosed();
      const DelaySeconds = Math.min(Math.ceil(delayMs / 1_000), MOST_DELAY_SECONDS);
      await askBroker(broker, async (signal) => {
        const QueueUrl = await sqs.address(lane, signal);
        const message = new sdk.SendMessageCommand({ QueueUrl, MessageBody: lane, DelaySeconds });
        await client.send(message, { abortSignal: signal });
      });
    },
    async listen(lanes, onRing) {
      if (closed) throw queueClosed();
      await askBroker(broker, (signal) => Promise.all(lanes.map((lane) => sqs.address(lane, signal))));
      const listening = listenByAsking(askSqs(sqs), { lanes, closing: closing.signal }, onRing);
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
      await askBroker(broker, async (signal) => {
        for (const lane of LANES) {
          const QueueUrl = await sqs.address(lane, signal);
          const question = new sdk.GetQueueAttributesCommand({
            QueueUrl,
            AttributeNames: ["ApproximateNumberOfMessages"],
          });
          await client.send(question, { abortSignal: signal });
        }
      });
    },
    async close() {
      closed = true;
      // What listeners were busy with is given back before.
      await Promise.all([...listenings].map((listening) => listening.stop()));
      closing.abort();
      client.destroy();
    },
  };
}
