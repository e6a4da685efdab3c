import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type OpenService, openService, SLOW_START_MS } from "../../../test/support/open-service.ts";
import { openReceiver, type Receiver, SECRET, status, verified } from "../../actions/testing/open-receiver.ts";
import { deliverWebhooks } from "../../actions/webhooks/deliver-webhooks.ts";
import { bodyOf, file, form, type Sender, SOUND, senderTo } from "./testing/sender.ts";

let service: OpenService;
let sender: Sender;
let receiver: Receiver;

beforeAll(async () => {
  [service, receiver] = [await openService(), await openReceiver()];
  sender = senderTo(service);
}, SLOW_START_MS);
afterEach(async () => {
  await service.clear();
  await service.services.db.deleteFrom("webhook_endpoints").execute();
  receiver.forget();
});
afterAll(async () => {
  await receiver.close();
  await service.close();
});

const ask = async (method: string, path: string, body?: unknown) => {
  const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${service.url}/api/v1${path}`, { method, ...(body !== undefined && json) });
  const isEmpty = response.status === 204;
  return { status: response.status, headers: response.headers, body: isEmpty ? {} : await bodyOf(response) };
};
const add = (body: object = {}) => ask("POST", "/webhooks", { url: receiver.url, ...body });

/** Sends what is due, as a worker would. */
async function deliver(): Promise<void> {
  const { signal } = new AbortController();
  const log = pino({ enabled: false });
  await deliverWebhooks({ ...service.services, log }, { quiet: signal, stopping: signal, once: true });
}

async function submit(query: string): Promise<string> {
  const { body } = await sender.post(SOUND, { "content-type": "audio/wav" }, `?${query}`);
  return String(body.id);
}

describe("webhooks", () => {
  it("are added, listed, read and deleted; the secret is shown once", async () => {
    const added = await add({ events: ["job.failed", "job.failed"] });
    expect([added.status, added.headers.get("cache-control")]).toEqual([201, "no-store"]);
    const { secret, ...shown } = added.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(shown).toMatchObject({
      url: receiver.url,
      events: ["job.failed"],
      state: "active",
      failures: 0,
      pausedAt: null,
    });
    const at = `/webhooks/${shown.id}`;
    expect(added.headers.get("location")).toBe(`/api/v1${at}`);
    expect((await ask("GET", at)).body).toEqual(shown);
    expect((await ask("GET", "/webhooks")).body).toEqual({ webhooks: [shown] });
    expect((await ask("DELETE", at)).status).toBe(204);
    expect(await ask("GET", at)).toMatchObject({ status: 404, body: { code: "webhook-not-found" } });
    expect((await ask("GET", "/webhooks")).body).toEqual({ webhooks: [] });
  });

  it("are told of the end of jobs when nothing else was asked for, signed with the secret that was shown", async () => {
    const { body } = await add();
    expect(body.events).toEqual(["job.succeeded", "job.failed", "job.cancelled"]);
    const job = await submit("language=en");
    await service.succeed(job);
    await deliver();
    const [message] = receiver.received;
    if (!message) throw new Error("Nothing came");
    const { data, type } = verified(message, String(body.secret));
    expect([type, data.job]).toEqual(["job.succeeded", (await ask("GET", `/jobs/${job}`)).body]);
    expect(message.body).not.toContain("Ask not what your country");
  });

  it.each([
    [{ url: "http://127.0.0.2/" }, 422, "url-refused"],
    [{ url: "http://169.254.169.254/latest" }, 422, "url-refused"],
    [{ url: "ftp://example.org/" }, 400, "url-invalid"],
    [{ url: "nothing" }, 400, "url-invalid"],
    [{ url: 7 }, 400, "request-invalid"],
    [{ events: ["job.exploded"] }, 400, "request-invalid"],
    [{ events: [] }, 400, "request-invalid"],
    [{ secret: "short" }, 400, "request-invalid"],
    [{ secret: "whsec_c2hvcnQ=" }, 400, "request-invalid"],
    [{ more: 1 }, 400, "request-invalid"],
  ])("are refused with %j", async (body, wrong, code) => {
    const answer = await add(body);
    expect(answer).toMatchObject({ status: wrong, body: { code } });
    expect((await ask("GET", "/webhooks")).body).toEqual({ webhooks: [] });
  });

  it("are refused with an address that is too long", async () => {
    const url = `https://example.org/${"a".repeat(2_000)}`;
    expect(await add({ url })).toMatchObject({ status: 400, body: { code: "request-invalid" } });
  });

  it.each([randomUUID(), "nope", "%27%20or%201=1"])("that are not there are said so: %s", async (id) => {
    for (const [method, path] of [
      ["GET", `/webhooks/${id}`],
      ["DELETE", `/webhooks/${id}`],
      ["POST", `/webhooks/${id}/resume`],
    ] as const)
      expect(await ask(method, path)).toMatchObject({ status: 404, body: { code: "webhook-not-found" } });
    const replay = await ask("POST", `/webhooks/deliveries/${id}/replay`);
    expect(replay).toMatchObject({ status: 404, body: { code: "delivery-not-found" } });
  });

  it("have a limit", async () => {
    for (let n = 0; n < 50; n++) expect((await add()).status).toBe(201);
    expect(await add()).toMatchObject({ status: 400, body: { code: "request-invalid" } });
  });
});

describe("the log of deliveries", () => {
  it("shows what became of each, and sends one again when asked", async () => {
    const { body: webhook } = await add();
    const job = await submit("language=en");
    await service.succeed(job);
    receiver.answerWith(status(410));
    await deliver();
    const list = (query: string) => ask("GET", `/webhooks/deliveries?${query}`);
    const { body } = await list(`jobId=${job}&state=failed,delivered`);
    const [delivery] = body.deliveries as Record<string, unknown>[];
    expect(delivery).toMatchObject({
      webhookId: webhook.id,
      jobId: job,
      event: "job.succeeded",
      state: "failed",
      attempts: 1,
      lastStatus: 410,
      nextAttemptAt: null,
      lastError: { code: "webhook-not-accepted" },
      url: receiver.url,
    });
    expect((await list("state=delivered")).body).toEqual({ deliveries: [], next: null });
    const replay = () => ask("POST", `/webhooks/deliveries/${delivery?.id}/replay`);
    expect(await replay()).toMatchObject({ status: 409, body: { code: "webhook-paused" } });
    const resumed = await ask("POST", `/webhooks/${webhook.id}/resume`);
    expect(resumed).toMatchObject({ status: 200, body: { state: "active", failures: 0, pauseReason: null } });
    receiver.forget();
    expect(await replay()).toMatchObject({ status: 202, body: { state: "pending", attempts: 0 } });
    await deliver();
    expect(receiver.received.map(({ id }) => id)).toEqual([delivery?.id]);
    expect((await list(`jobId=${job}`)).body.deliveries).toMatchObject([{ state: "delivered", lastStatus: 204 }]);
    const text = await (await fetch(`${service.url}/metrics`)).text();
    expect(text).toMatch(/^scribewell_webhook_deliveries\{state="delivered"\} 1$/m);
    expect(text).toMatch(/^scribewell_webhook_deliveries\{state="pending"\} 0$/m);
    expect(text).toMatch(/^scribewell_webhook_oldest_pending_seconds 0$/m);
    expect(text).toMatch(/^scribewell_webhooks_paused 0$/m);
  });

  it.each(["after=nonsense", "state=lost", "limit=0", "jobId=nope", "more=1"])("refuses ?%s", async (query) => {
    expect((await ask("GET", `/webhooks/deliveries?${query}`)).status).toBe(400);
  });
});

describe("a test", () => {
  const test = (body: object) => ask("POST", "/webhook/test", body);

  it("sends a signed message now, and tells how it was taken", async () => {
    const answer = await test({ url: receiver.url });
    expect(answer).toMatchObject({ status: 200, body: { delivered: true, status: 204, error: null } });
    expect(answer.body.milliseconds).toBeLessThan(5_000);
    const [message] = receiver.received;
    if (!message) throw new Error("Nothing came");
    expect(message.id).toBe(answer.body.id);
    expect(verified(message, String(answer.body.secret))).toMatchObject({ type: "webhook.test" });
    expect((await ask("GET", "/webhooks/deliveries")).body.deliveries).toEqual([]);
  });

  it("uses the secret of a webhook, or the one that is given, and does not tell it", async () => {
    const { body } = await add();
    const [own, given] = [await test({ webhookId: body.id }), await test({ url: receiver.url, secret: SECRET })];
    expect([own.body.secret, given.body.secret]).toEqual([null, null]);
    const [first, second] = receiver.received;
    if (!first || !second) throw new Error("Nothing came");
    verified(first, String(body.secret));
    verified(second, SECRET);
  });

  it("tells what went wrong at the receiver", async () => {
    receiver.answerWith(status(302, { location: "/" }));
    const redirect = { delivered: false, status: 302, error: { code: "webhook-not-accepted" } };
    expect(await test({ url: receiver.url })).toMatchObject({ status: 200, body: redirect });
    const nobody = { delivered: false, status: null, error: { code: "url-unreachable" } };
    await receiver.goDown();
    expect(await test({ url: receiver.url })).toMatchObject({ status: 200, body: nobody });
    await receiver.comeBack();
  });

  it.each([
    [{ url: "http://127.0.0.2/" }, 422, "url-refused"],
    [{ url: "http://127.0.0.1:25/" }, 422, "url-refused"],
    [{ url: "mailto:me@example.org" }, 400, "url-invalid"],
    [{ webhookId: "nope" }, 404, "webhook-not-found"],
    [{ webhookId: randomUUID() }, 404, "webhook-not-found"],
    [{}, 400, "request-invalid"],
  ])("of %j is refused by name", async (body, wrong, code) => {
    expect(await test(body)).toMatchObject({ status: wrong, body: { code } });
    expect(receiver.received).toEqual([]);
  });
});

describe("a job's own webhook", () => {
  type Given = Record<"webhook" | "webhookSecret" | "webhookEvents", string>;
  it.each([
    ["the query", (given: Given) => sender.post(SOUND, { "content-type": "a/b" }, `?${new URLSearchParams(given)}`)],
    ["a form", (given: Given) => sender.post(form(...Object.entries(given), ["file", file()]))],
    [
      "JSON",
      ({ webhookEvents, ...given }: Given) =>
        sender.postJson({ ...given, webhookEvents: [webhookEvents], audio: SOUND.toString("base64") }),
    ],
  ])("is given in %s", async (_place, post) => {
    const answer = await post({ webhook: receiver.url, webhookSecret: SECRET, webhookEvents: "job.cancelled" });
    expect(answer.status).toBe(202);
    expect(JSON.stringify(answer.body)).not.toContain(SECRET.slice(6));
    await ask("DELETE", `/jobs/${answer.body.id}`);
    await deliver();
    const [message] = receiver.received;
    if (!message) throw new Error("Nothing came");
    expect(verified(message)).toMatchObject({ type: "job.cancelled", data: { job: { id: answer.body.id } } });
    expect(JSON.stringify(service.lines())).not.toContain(SECRET.slice(6));
  });

  it.each([
    ["webhook=http://127.0.0.2/", 422, "url-refused"],
    ["webhook=http://[::ffff:169.254.169.254]/", 422, "url-refused"],
    ["webhook=gopher://example.org", 400, "url-invalid"],
    [`webhookSecret=${SECRET}`, 400, "option-invalid"],
    ["webhookEvents=job.failed", 400, "option-invalid"],
    ["webhook=https://example.org/&webhookEvents=job.lost", 400, "request-invalid"],
    ["webhook=https://example.org/&webhookSecret=secret", 400, "request-invalid"],
  ])("is refused where it is wrong: %s", async (query, wrong, code) => {
    const answer = await sender.post(SOUND, { "content-type": "audio/wav" }, `?${query}`);
    expect(answer).toMatchObject({ status: wrong, body: { code } });
    expect([await service.jobIds(), await service.storedFiles()]).toEqual([[], []]);
  });
});
