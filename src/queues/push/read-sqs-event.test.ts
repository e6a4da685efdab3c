import { describe, expect, it } from "vitest";
import { readSqsEvent, sqsAnswer } from "./read-sqs-event.ts";

/** As AWS documents it. */
const record = (messageId: string, body: string) => ({
  messageId,
  receiptHandle: "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
  body,
  messageAttributes: {},
  attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1545082649183", SenderId: "AIDAIENQZJOLO23YVJ4VO" },
  md5OfBody: "e4e68fb7bd0e697a0ae8f1bb342846b3",
  eventSource: "aws:sqs",
  awsRegion: "eu-central-1",
  eventSourceARN: "arn:aws:sqs:eu-central-1:123456789012:scribewell-media",
});

describe("readSqsEvent", () => {
  it("names the lane of each ring, and its message", () => {
    expect(readSqsEvent({ Records: [record("a", "media"), record("b", "speech")] })).toEqual([
      { messageId: "a", lane: "media" },
      { messageId: "b", lane: "speech" },
    ]);
  });
  it("leaves out what no bell has written", () => {
    const bodies = ["", "MEDIA", "media ", '{"lane":"media"}', "constructor"];
    expect(readSqsEvent({ Records: bodies.map((body) => record("x", body)) })).toEqual([]);
    expect(readSqsEvent({ Records: [] })).toEqual([]);
  });
  it.each([
    [null],
    ["x"],
    [{}],
    [{ Records: [{ messageId: 1, body: "media" }] }],
    [{ Records: [{ ...record("a", "media"), eventSource: "aws:sns" }] }],
  ])("takes %j for no such event", (event) => {
    expect(readSqsEvent(event)).toBeNull();
  });
  it("answers with what has failed", () => {
    expect(sqsAnswer([{ messageId: "a" }])).toEqual({ batchItemFailures: [{ itemIdentifier: "a" }] });
    expect(sqsAnswer([])).toEqual({ batchItemFailures: [] });
  });
});
