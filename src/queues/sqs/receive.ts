import { HIDDEN_SECONDS, hold } from "../hold.ts";
import type { Asked } from "../listen-by-asking.ts";
import type { Sqs } from "./open-sqs.ts";

const LONG_POLL_SECONDS = 20;

/** Asks SQS for the messages of lanes. */
export function askSqs({ sdk, client, address }: Sqs): Asked {
  return {
    async receive(lane, { signal, waits }) {
      const QueueUrl = await address(lane, signal);
      const question = new sdk.ReceiveMessageCommand({
        QueueUrl,
        WaitTimeSeconds: waits ? LONG_POLL_SECONDS : 0,
        // The others are for other listeners.
        MaxNumberOfMessages: 1,
        VisibilityTimeout: HIDDEN_SECONDS,
      });
      const [message] = (await client.send(question, { abortSignal: signal })).Messages ?? [];
      if (!message) return null;
      const { Body = "", ReceiptHandle } = message;
      return hold(Body, {
        remove: () => client.send(new sdk.DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
        hide: (VisibilityTimeout) =>
          client.send(new sdk.ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout })),
      });
    },
  };
}
