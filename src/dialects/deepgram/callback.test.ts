import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { SLOW_START_MS } from "../../../test/support/open-service.ts";
import { cancelJob } from "../../actions/jobs/cancel-job.ts";
import { openReceiver, type Receiver } from "../../actions/testing/open-receiver.ts";
import { deliverWebhooks } from "../../actions/webhooks/deliver-webhooks.ts";
import { type Listening, openListening, SAID, SOUND, URL_OF_A_TALK } from "./testing/listening.ts";

let listening: Listening;
let receiver: Receiver;
beforeAll(async () => {
  [listening, receiver] = await Promise.all([openListening(), openReceiver()]);
}, SLOW_START_MS);
afterEach(async () => {
  receiver.forget();
  await listening.service.clear();
});
afterAll(async () => {
  await listening.close();
  await receiver.close();
});

const log = pino({ enabled: false });

/** Sends what is due, as a worker would. */
async function deliver() {
  const { signal } = new AbortController();
  await deliverWebhooks({ ...listening.service.services, log }, { quiet: signal, stopping: signal, once: true });
}

/** What the receiver was sent, and by which name the job was called when it was asked for. */
async function told(end: (id: string) => Promise<unknown>, callback = receiver.url) {
  const answer = await listening.media.transcribeUrl({
    url: URL_OF_A_TALK,
    callback,
    tag: "a",
    utterances: true,
  });
  const { id } = await listening.job();
  expect(answer).toEqual({ request_id: id });
  await end(id);
  await deliver();
  expect(receiver.received).toHaveLength(1);
  const [{ body, headers } = { body: "", headers: {} as Record<string, string> }] = receiver.received;
  return { id, headers, body: JSON.parse(body) };
}

it("is sent the answer there would have been, which is also what is read later", async () => {
  const { id, body, headers } = await told((job) => listening.service.succeed(job, SAID));
  expect(body).toMatchObject({ metadata: { request_id: id, tags: ["a"] }, results: { utterances: [{}, {}] } });
  expect(body.results.channels[0].alternatives[0].transcript).toBe("ask not what monika said so your country then");
  expect(headers).not.toHaveProperty("webhook-signature");
  expect(headers).not.toHaveProperty("authorization");
  const read = await fetch(`${listening.service.url}/api/v1/jobs/${id}/result?as=deepgram`);
  expect(JSON.parse(await read.text())).toEqual(body);
});

it("is sent the answer to an upload too, of which the client waits for nothing", async () => {
  const answer = await listening.send(`punctuate=true&callback=${encodeURIComponent(receiver.url)}`, SOUND);
  const { request_id } = JSON.parse(await answer.text());
  await listening.service.succeed(request_id, SAID);
  await deliver();
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({
    metadata: { request_id },
    results: { channels: [{ alternatives: [{ transcript: expect.stringMatching(/^Ask not/) }] }] },
  });
});

it("is told why there is none", async () => {
  const error = { code: "url-unreachable", detail: "example.org does not answer.", retry: true } as const;
  const { id, body } = await told((job) => listening.service.fail(job, error));
  expect(body).toEqual({ err_code: "REMOTE_CONTENT_ERROR", err_msg: "example.org does not answer.", request_id: id });
});

it("is told that the job was cancelled", async () => {
  const { id, body } = await told((job) =>
    cancelJob({ ...listening.service.services, log }, { tenant: "local", id: job }),
  );
  expect(body).toEqual({ err_code: "Conflict", err_msg: "The job was cancelled.", request_id: id });
});

it("knows a user by the password in its address, which is kept apart", async () => {
  const callback = receiver.url.replace("http://", "http://me:p%40ss@");
  const { headers } = await told((job) => listening.service.succeed(job, SAID), callback);
  expect(headers.authorization).toBe(`Basic ${Buffer.from("me:p@ss").toString("base64")}`);
  const { db } = listening.service.services;
  const [hook] = await db.selectFrom("job_webhooks").selectAll().execute();
  expect(hook).toMatchObject({ url: receiver.url, kind: "deepgram" });
  expect(JSON.stringify([await listening.job(), hook, listening.service.lines()])).not.toMatch(/p@ss|p%40ss/);
});
