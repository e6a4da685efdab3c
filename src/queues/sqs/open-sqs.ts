import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Lane } from "../../domain/piece.ts";
import { loadPackage } from "../../packages/load-package.ts";
import type { Broker } from "../ask-broker.ts";
import type { SqsQueue } from "../queue-url.ts";

type Sdk = typeof import("@aws-sdk/client-sqs");

export interface Sqs {
  readonly sdk: Sdk;
  readonly client: SQSClient;
  readonly broker: Broker;
  /** Address of the queue of a lane, asked once. */
  address(lane: Lane, signal: AbortSignal): Promise<string>;
}

const SQS: Broker = {
  name: "SQS",
  remedy:
    "Check `QUEUE_URL`, that a queue NAME-LANE exists for each of network, media, speech and text, and that the credentials of the service allow sqs:GetQueueUrl, SendMessage and GetQueueAttributes, for a worker also ReceiveMessage, DeleteMessage and ChangeMessageVisibility.",
};

const REQUESTS = {
  connectionTimeout: 3_000,
  // Longer than SQS waits for a message: the connection has died without a word.
  requestTimeout: 30_000,
  throwOnRequestTimeout: true,
};

/**
 * Nothing is asked yet. Credentials come from where the AWS SDK looks for them.
 * @throws {Failure} `settings-invalid` where the package is not installed
 */
export async function openSqs({ region, account, name, endpoint }: SqsQueue): Promise<Sqs> {
  const packages = ["@aws-sdk/client-sqs"];
  const sdk = await loadPackage(() => import("@aws-sdk/client-sqs"), { by: "`QUEUE_URL` with sqs:", packages });
  const client = new sdk.SQSClient({
    region,
    // What the other side takes for the address of a queue need not lead there.
    ...(endpoint === null ? {} : { endpoint, useQueueUrlAsEndpoint: false }),
    requestHandler: REQUESTS,
  });
  const known = new Map<Lane, string>();
  return {
    sdk,
    client,
    broker: SQS,
    async address(lane, signal) {
      const owner = account === null ? {} : { QueueOwnerAWSAccountId: account };
      const question = new sdk.GetQueueUrlCommand({ QueueName: queueName({ name }, lane), ...owner });
      const address = known.get(lane) ?? (await client.send(question, { abortSignal: signal })).QueueUrl ?? "";
      known.set(lane, address);
      return address;
    },
  };
}

/** The name of the queue of a lane. */
export const queueName = ({ name }: Pick<SqsQueue, "name">, lane: Lane): string => `${name}-${lane}`;
