import { describe, expect, it } from "vitest";
import { queueUrl } from "./queue-url.ts";

const complaintsOf = (text: string): string[] =>
  queueUrl.safeParse(text).error?.issues.map(({ message }) => message) ?? [];

describe("queueUrl", () => {
  it("knows the database itself", () => {
    expect(queueUrl.parse("pg:")).toEqual({ kind: "pg" });
  });
  it("knows Redis, and keeps what it needs to sign in", () => {
    const prefix = "scribewell";
    expect(queueUrl.parse("redis://localhost")).toEqual({ kind: "redis", url: "redis://localhost", prefix });
    expect(queueUrl.parse("rediss://us%40er:p%2Fw@10.0.0.7:6380/2?prefix=other_1")).toEqual({
      kind: "redis",
      url: "rediss://us%40er:p%2Fw@10.0.0.7:6380/2",
      prefix: "other_1",
    });
    expect(queueUrl.parse("redis://[::1]:6379/")).toMatchObject({ url: "redis://[::1]:6379/" });
  });
  it("knows SQS, with the account and the endpoint where they are named", () => {
    expect(queueUrl.parse("sqs://eu-central-1/scribewell")).toEqual({
      kind: "sqs",
      region: "eu-central-1",
      account: null,
      name: "scribewell",
      endpoint: null,
    });
    expect(queueUrl.parse("sqs://us-gov-west-1/123456789012/a_b-c?endpoint=http://127.0.0.1:4566")).toEqual({
      kind: "sqs",
      region: "us-gov-west-1",
      account: "123456789012",
      name: "a_b-c",
      endpoint: "http://127.0.0.1:4566",
    });
  });
  it("knows Pub/Sub, a project of a domain too", () => {
    expect(queueUrl.parse("pubsub://my-project/scribewell")).toEqual({
      kind: "pubsub",
      project: "my-project",
      topic: "scribewell",
    });
    expect(queueUrl.parse("pubsub://example.com%3Amy-project/scribewell")).toMatchObject({
      project: "example.com:my-project",
    });
  });
  it.each([
    "redis:sesame",
    "redis://:sesame@",
    "redis://:ses/ame@localhost:6379",
    "redis://u:sesame@localhost/first",
    "redis://u:sesame@localhost/0/1",
    "redis://u:sesame@localhost?keyPrefix=x",
    "redis://u:sesame@localhost?prefix=a:b",
    "rediss://u:sesame@localhost:port",
  ])("refuses %s as Redis, and shows no password", (text) => {
    expect(complaintsOf(text)).toEqual([expect.stringMatching(/^must be /)]);
    expect(complaintsOf(text).join()).not.toContain("sesame");
  });
  it.each([
    ["sqs://scribewell", /REGION/],
    ["sqs://eu-central-1/", /REGION/],
    ["sqs://eu-central-1/1234/scribewell", /ACCOUNT/],
    ["sqs://eu-central-1/scribewell.fifo", /NAME/],
    ["sqs://KEY:sesame@eu-central-1/scribewell", /without credentials/],
    ["sqs://eu-central-1/scribewell?endpoint=file:///etc", /endpoint/],
    ["sqs://eu-central-1/scribewell?profile=x", /endpoint/],
    ["pubsub://my-project", /PROJECT\/TOPIC/],
    ["pubsub://my-project/goog-topic", /TOPIC/],
    ["pubsub://my-project/1topic", /TOPIC/],
    ["pubsub://u:sesame@my-project/topic", /TOPIC/],
    ["pubsub://my-project/topic?x=1", /TOPIC/],
    ["pubsub://my%ZZproject/topic", /TOPIC/],
    ["amqp://u:sesame@localhost", /pg:, redis:.*sqs:.*pubsub:/],
    ["constructor://x", /pg:/],
    ["pg://localhost", /pg:/],
    ["", /pg:/],
  ])("refuses %s with the form it should have", (text, form) => {
    expect(complaintsOf(text)).toEqual([expect.stringMatching(form)]);
    expect(complaintsOf(text).join()).not.toContain("sesame");
  });
  it("leaves what was written out of the whole error", () => {
    const { error } = queueUrl.safeParse("redis://u:sesame@localhost/x");
    expect(JSON.stringify(error)).not.toContain("sesame");
    expect(String(error)).not.toContain("sesame");
  });
});
