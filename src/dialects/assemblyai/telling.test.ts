import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { cancelJob } from "../../actions/jobs/cancel-job.ts";
import { openReceiver, type Receiver } from "../../actions/testing/open-receiver.ts";
import { deliverWebhooks } from "../../actions/webhooks/deliver-webhooks.ts";
import { type Asking, openAsking } from "./testing/asking.ts";

let asking: Asking;
let receiver: Receiver;
beforeAll(async () => {
  [asking, receiver] = await Promise.all([openAsking(), openReceiver()]);
}, SLOW_START_MS);
afterEach(async () => {
  receiver.forget();
  await asking.clear();
});
afterAll(async () => {
  await asking.close();
  await receiver.close();
});

const log = pino({ enabled: false });

/** What the receiver was sent when a job had ended. */
async function told(end: (id: string) => Promise<unknown>, params: object = {}) {
  const { body } = await asking.submit({ webhook_url: receiver.url, ...params });
  await end(body.id);
  const { signal } = new AbortController();
  await deliverWebhooks({ ...asking.service.services, log }, { quiet: signal, stopping: signal, once: true });
  expect(receiver.received).toHaveLength(1);
  const [{ headers, body: sent } = { headers: {} as Record<string, string>, body: "" }] = receiver.received;
  return { id: body.id as string, headers, sent: JSON.parse(sent) };
}

it("a receiver is told that a transcript is there, with the header it asked for", async () => {
  const auth = { webhook_auth_header_name: "X-Webhook-Secret", webhook_auth_header_value: "a great secret" };
  const { id, headers, sent } = await told((job) => asking.service.succeed(job), auth);
  expect(sent).toEqual({ transcript_id: id, status: "completed" });
  expect(headers).toMatchObject({
    "x-webhook-secret": "a great secret",
    "content-type": expect.stringContaining("json"),
  });
  expect(headers).not.toHaveProperty("webhook-signature");
});

it("a receiver that asked for no header gets none", async () => {
  const { headers } = await told((job) => asking.service.succeed(job));
  expect(Object.keys(headers).filter((name) => name.startsWith("x-"))).toEqual([]);
});

it.each([
  ["failed", (id: string) => asking.service.fail(id, { code: "media-empty", detail: "It is empty.", retry: false })],
  ["was cancelled", (id: string) => cancelJob({ ...asking.service.services, log }, { tenant: "local", id })],
])("a receiver is told that a transcript %s", async (_, end) => {
  const { id, sent } = await told(end);
  expect(sent).toEqual({ transcript_id: id, status: "error" });
});

it("the secret is kept sealed, and shown nowhere", async () => {
  const auth = { webhook_auth_header_name: "X-Webhook-Secret", webhook_auth_header_value: "a great secret" };
  const { body } = await asking.submit({ webhook_url: receiver.url, ...auth });
  expect(JSON.stringify(body)).not.toContain("a great secret");
  const rows = await asking.service.services.db.selectFrom("job_webhooks").selectAll().execute();
  expect(rows.map(({ kind }) => kind)).toEqual(["assemblyai"]);
  expect(rows[0]?.secret?.includes("a great secret")).toBe(false);
});
