import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { close, handler } from "../../src/lambda.ts";

// The handler for AWS Lambda on an event as SQS sends it.

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lambda-"));
  vi.stubEnv("DATA_DIR", folder);
  vi.stubEnv("MODELS_DIR", join(folder, "models"));
  vi.stubEnv("LOG_LEVEL", "silent");
});
afterAll(async () => {
  await close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const record = (messageId: string, body: string) => ({
  messageId,
  receiptHandle: "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
  body,
  attributes: {
    ApproximateReceiveCount: "1",
    SentTimestamp: "1545082649183",
    SenderId: "AIDAIENQZJOLO23YVJ4VO",
    ApproximateFirstReceiveTimestamp: "1545082649185",
  },
  messageAttributes: {},
  md5OfBody: "e4e68fb7bd0e697a0ae8f1bb342846b3",
  eventSource: "aws:sqs",
  eventSourceARN: "arn:aws:sqs:us-east-2:123456789012:scribewell-speech",
  awsRegion: "us-east-2",
});
const event = { Records: [record("one", "speech"), record("two", "media"), record("three", "sesame")] };
const withTime = (ms: number) => ({ getRemainingTimeInMillis: () => ms });

it("looks for work for each message, and has none come again", async () => {
  expect(await handler(event, withTime(300_000))).toEqual({ batchItemFailures: [] });
});

it("has those come again for which there was no time, and not what no bell has written", async () => {
  expect(await handler(event, withTime(20_000))).toEqual({
    batchItemFailures: [{ itemIdentifier: "one" }, { itemIdentifier: "two" }],
  });
});

it("refuses what is no event of SQS", async () => {
  await expect(handler({ hello: "world" }, withTime(300_000))).rejects.toMatchObject({ code: "request-invalid" });
});
