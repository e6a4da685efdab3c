import { setTimeout as pause } from "node:timers/promises";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { startFauxqs } from "fauxqs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SqsQueue } from "../../src/queues/queue-url.ts";
import { setUpSqs } from "../../src/queues/sqs/set-up-sqs.ts";
import { sqsBell } from "../../src/queues/sqs/sqs-bell.ts";
import { bellContract } from "../contracts/bell.ts";
import { type CutProxy, startCutProxy } from "../support/cut-proxy.ts";
import { openedTogether } from "../support/opened-together.ts";
import { SOON_MS } from "../support/patience.ts";

describe("on a double of SQS", () => {
  let server: Awaited<ReturnType<typeof startFauxqs>>;
  let way: CutProxy;
  let queues = 0;
  beforeAll(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    server = await startFauxqs({ port: 0, logger: false });
    way = await startCutProxy(server.port);
  });
  afterAll(async () => {
    await way.close();
    await server.stop();
    vi.unstubAllEnvs();
  });
  const queue = (): SqsQueue => ({
    kind: "sqs",
    region: "eu-central-1",
    account: null,
    name: `test-${++queues}`,
    endpoint: `http://127.0.0.1:${way.port}`,
  });

  bellContract("sqs", async () => {
    const place = queue();
    await setUpSqs(place);
    const { first, ...others } = await openedTogether(() => sqsBell(place));
    return { bell: first, ...others, broker: { lose: () => way.cut(), bringBack: () => way.mend() } };
  });

  const client = () =>
    new SQSClient({ region: "eu-central-1", endpoint: server.address, useQueueUrlAsEndpoint: false });
  const addressOf = async (QueueName: string) => (await client().send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
  const attributesOf = async (name: string) => {
    const question = new GetQueueAttributesCommand({ QueueUrl: await addressOf(name), AttributeNames: ["All"] });
    return (await client().send(question)).Attributes ?? {};
  };
  const waiting = async (name: string) => {
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = await attributesOf(name);
    return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  };

  it("makes the queues with what they need, as often as it is asked", async () => {
    const place = queue();
    for (let count = 0; count < 2; count++) expect(await setUpSqs(place)).toHaveLength(5);
    const { QueueArn: dead, MessageRetentionPeriod } = await attributesOf(`${place.name}-dead`);
    expect(MessageRetentionPeriod).toBe("1209600");
    for (const lane of ["network", "media", "speech", "text"]) {
      const { RedrivePolicy = "{}", ...attributes } = await attributesOf(`${place.name}-${lane}`);
      expect(attributes).toMatchObject({ MessageRetentionPeriod: "3600", ReceiveMessageWaitTimeSeconds: "20" });
      expect(JSON.parse(RedrivePolicy)).toEqual({ deadLetterTargetArn: dead, maxReceiveCount: 20 });
    }
  });
  it("fails with queue-unavailable where the queues were not made", async () => {
    const bell = await sqsBell(queue());
    for (const ask of [() => bell.ring("media"), () => bell.check(), () => bell.listen(["media"], async () => {})])
      await expect(ask()).rejects.toMatchObject({
        code: "queue-unavailable",
        message: expect.stringContaining("QueueDoesNotExist"),
      });
    await bell.close();
  });
  it("removes what no bell has written, and rings nobody for it", async () => {
    const place = queue();
    await setUpSqs(place);
    const bell = await sqsBell(place);
    const heard: string[] = [];
    await bell.listen(["media"], async (lane) => void heard.push(lane));
    const QueueUrl = await addressOf(`${place.name}-media`);
    for (const MessageBody of ["sesame", "text", '{"lane":"media"}'])
      await client().send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await vi.waitFor(async () => expect(await waiting(`${place.name}-media`)).toBe(0), { timeout: 10_000 });
    expect(heard).toEqual([]);
    await bell.close();
  });
  it("waits with a ring no longer than SQS can", async () => {
    const place = queue();
    await setUpSqs(place);
    const bell = await sqsBell(place);
    await bell.ring("media", { delayMs: 7 * 24 * 3_600_000 });
    const [message] = server.inspectQueue(`${place.name}-media`)?.messages.delayed ?? [];
    expect(message?.body).toBe("media");
    expect(((message?.delayUntil ?? 0) - Date.now()) / 1_000).toBeCloseTo(900, -1);
    await bell.close();
  });
  it("holds a ring longer than it is hidden while the listener is busy, and removes it then", async () => {
    const place = queue();
    await setUpSqs(place);
    const [bell, other] = [await sqsBell(place), await sqsBell(place)];
    const heard: string[] = [];
    await bell.listen(["media"], async () => {
      heard.push("busy");
      await pause(20_000);
    });
    await bell.ring("media");
    await vi.waitFor(() => expect(heard).toEqual(["busy"]), SOON_MS);
    await other.listen(["media"], async () => void heard.push("idle"));
    await pause(19_000);
    expect(heard).toEqual(["busy"]);
    await vi.waitFor(async () => expect(await waiting(`${place.name}-media`)).toBe(0), { timeout: 10_000 });
    expect(heard).toEqual(["busy"]);
    await Promise.all([bell.close(), other.close()]);
  });
});
