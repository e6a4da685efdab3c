import { LANES } from "../../domain/piece.ts";
import type { SqsQueue } from "../queue-url.ts";
import { openSqs, queueName, type Sqs } from "./open-sqs.ts";

const HOUR = 3_600;
/** Of a queue of a lane: a ring that nobody hears within an hour tells nothing new, the sweeper has rung again. */
const OF_A_LANE = { VisibilityTimeout: "60", ReceiveMessageWaitTimeSeconds: "20", MessageRetentionPeriod: `${HOUR}` };
/** A ring comes again when its listener dies: so often it did not die by chance. */
const MOST_RECEIVES = 20;
const KEPT_DEAD = { MessageRetentionPeriod: `${14 * 24 * HOUR}` };

/**
 * Makes the queues of all lanes and one for dead letters, or gives those that are there the attributes they should have.
 * Needs more rights than the service: `sqs:CreateQueue`, `sqs:SetQueueAttributes`, `sqs:GetQueueAttributes`.
 * @throws {Failure} `settings-invalid` where the AWS SDK is not installed, and what AWS says as it is
 */
export async function setUpSqs(place: SqsQueue): Promise<readonly string[]> {
  const sqs = await openSqs(place);
  try {
    const dead = await makeQueue(sqs, `${place.name}-dead`, KEPT_DEAD);
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: await arnOf(sqs, dead),
      maxReceiveCount: MOST_RECEIVES,
    });
    const made = [dead];
    for (const lane of LANES) made.push(await makeQueue(sqs, queueName(place, lane), { ...OF_A_LANE, RedrivePolicy }));
    return made;
  } finally {
    sqs.client.destroy();
  }
}

/** Made without attributes, which are set afterwards: one that is there already with others would be refused. */
async function makeQueue({ sdk, client }: Sqs, QueueName: string, Attributes: Record<string, string>): Promise<string> {
  const { QueueUrl = "" } = await client.send(new sdk.CreateQueueCommand({ QueueName }));
  await client.send(new sdk.SetQueueAttributesCommand({ QueueUrl, Attributes }));
  return QueueUrl;
}

async function arnOf({ sdk, client }: Sqs, QueueUrl: string): Promise<string> {
  const question = new sdk.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  return (await client.send(question)).Attributes?.QueueArn ?? "";
}
