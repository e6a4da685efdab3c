import { expect, it } from "vitest";
import { readPubsubPush } from "./read-pubsub-push.ts";

const push = (text: string) => ({
  message: {
    data: Buffer.from(text).toString("base64"),
    messageId: "2070443601311540",
    publishTime: "2026-11-22T02:00:00Z",
  },
  subscription: "projects/my-project/subscriptions/scribewell-media",
});

it("names the lane that a push rings", () => {
  expect(readPubsubPush(push("media"))).toBe("media");
});

it.each([[push("sesame")], [push("")], [{ message: {} }], [{ message: { data: "%" } }], [{}], [null], ["media"]])(
  "takes %j for nothing that a bell has written",
  (body) => {
    expect(readPubsubPush(body)).toBeNull();
  },
);
