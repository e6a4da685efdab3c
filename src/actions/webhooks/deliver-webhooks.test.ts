import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { claimDeliveries } from "../../database/webhook-claims.ts";
import { secretBox } from "../../secrets/secret-box.ts";
import { cuttableDatabase } from "../testing/cuttable-database.ts";
import { cut, openReceiver, type Receiver, SECRET, silent, status, verified } from "../testing/open-receiver.ts";
import { openSender } from "../testing/open-sender.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { TENANT } from "../testing/play-job.ts";
import { waitUntil } from "../testing/wait-until.ts";
import { FAST_TIMES } from "../testing/webhook-times.ts";
import { deliverWebhooks } from "./deliver-webhooks.ts";
import { replayDelivery } from "./replay-delivery.ts";
import { resumeWebhook } from "./resume-webhook.ts";
import { sweepWebhooks } from "./sweep-webhooks.ts";

let place: Workplace;
let sender: ReturnType<typeof openSender>;
let receiver: Receiver;

beforeAll(async () => {
  [place, receiver] = [await openWorkplace(), await openReceiver()];
  sender = openSender(place);
});
afterEach(async () => {
  await sender.stop();
  await place.clear();
  receiver.forget();
});
afterAll(async () => {
  await receiver.close();
  await place.close();
});

const isEnded = async () => (await sender.last()).state !== "pending";
const isDelivered = async () => (await sender.list()).every(({ state }) => state === "delivered");
const endpointRow = () => place.db.selectFrom("webhook_endpoints").selectAll().executeTakeFirstOrThrow();

describe("a message", () => {
  it("is signed as Standard Webhooks says, and holds the job", async () => {
    const id = await sender.endJob(receiver.url);
    sender.start();
    await waitUntil(isDelivered);
    const [message, ...more] = receiver.received;
    if (!message) throw new Error("Nothing came");
    expect(verified(message)).toMatchObject({ type: "job.cancelled", data: { job: { id, state: "cancelled" } } });
    expect(() => verified({ ...message, body: `${message.body} ` })).toThrow("signature");
    const delivery = await sender.last();
    expect(message.headers).toMatchObject({ "webhook-id": delivery.id, "content-type": "application/json" });
    expect(delivery).toMatchObject({ attempts: 1, lastStatus: 204, lastError: null, endedAt: expect.any(Date) });
    expect(more).toEqual([]);
  });

  it("is not signed where no secret was given", async () => {
    await sender.endJob(receiver.url);
    await place.db.updateTable("job_webhooks").set({ secret: null }).execute();
    sender.start();
    await waitUntil(isDelivered);
    expect(receiver.received[0]?.headers).not.toHaveProperty("webhook-signature");
  });

  it("tells its secret neither to the log nor to who reads the database", async () => {
    await sender.endpoint(receiver.url);
    await sender.endJob(`${receiver.url}?token=in-the-address`);
    receiver.answerWith(status(500));
    sender.start();
    await waitUntil(async () => (await sender.last()).attempts > 1);
    const { rows } = await sql<{ text: string }>`
      select row_to_json(e)::text || encode(secret, 'escape') as text from webhook_endpoints e
      union all select row_to_json(w)::text || encode(secret, 'escape') from job_webhooks w
      union all select row_to_json(d)::text from webhook_deliveries d
      union all select row_to_json(j)::text from jobs j`.execute(place.db);
    expect(rows.length).toBeGreaterThan(4);
    const key = SECRET.slice("whsec_".length);
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(place.logged()).toContain("webhook not delivered");
    expect(place.logged()).not.toMatch(new RegExp(`${key}|in-the-address|127.0.0.1`));
  });
});

describe("a receiver", () => {
  it.each([
    ["answers 500", status(500), 500, "webhook-not-accepted"],
    ["redirects", status(302, { location: "/elsewhere" }), 302, "webhook-not-accepted"],
    ["cuts the connection", cut, null, "url-unreachable"],
    ["says nothing", silent, null, "url-unreachable"],
  ])("that %s is told again until it takes it, under the same id", async (_what, answer, lastStatus, code) => {
    receiver.answerWith(answer);
    await sender.endJob(receiver.url);
    sender.start();
    await waitUntil(async () => (await sender.last()).attempts > 1);
    expect(await sender.last()).toMatchObject({ state: "pending", lastStatus, lastError: { code } });
    receiver.answerWith(status(200));
    await waitUntil(isDelivered);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    expect(receiver.received.map(({ path }) => path)).not.toContain("/elsewhere");
  });

  it("that is down for an hour is told everything when it is back", async () => {
    await receiver.goDown();
    const jobs = [
      await sender.endJob(receiver.url),
      await sender.endJob(receiver.url),
      await sender.endJob(receiver.url),
    ];
    sender.start();
    await pause(FAST_TIMES.giveUpMs / 24);
    expect(await sender.last()).toMatchObject({ state: "pending", lastError: { code: "url-unreachable" } });
    const { attempts } = await sender.last();
    expect(attempts, "grows more patient").toBeLessThan(9);
    expect(attempts).toBeGreaterThan(1);
    await receiver.comeBack();
    await waitUntil(isDelivered);
    const told = receiver.received.map((message) => verified(message).data.job.id);
    expect(told.sort()).toEqual(jobs.sort());
  });

  it("that does not answer holds nobody else up", async () => {
    const slow = await openReceiver();
    slow.answerWith(silent);
    for (let n = 0; n < 12; n++) await sender.endJob(slow.url);
    for (let n = 0; n < 12; n++) await sender.endJob(receiver.url);
    const begun = Date.now();
    sender.start({ ...FAST_TIMES, timeoutMs: 60_000, leaseMs: 120_000 });
    await waitUntil(() => receiver.received.length === 12);
    expect(Date.now() - begun).toBeLessThan(SOON_MS);
    expect(slow.received.length, "and takes no more than its part").toBeLessThanOrEqual(4);
    await sender.stop();
    await slow.close();
  });

  it("is spoken to four times at once at most, as one message after the other ends", async () => {
    let [open, most, answered] = [0, 0, 0];
    receiver.answerWith((response) => {
      most = Math.max(most, ++open);
      const answer = () => {
        open--;
        response.writeHead(204).end();
      };
      // Each a little slower than the one before: they end one by one.
      setTimeout(answer, 20 + (answered++ % 8) * 10);
    });
    for (let n = 0; n < 24; n++) await sender.endJob(receiver.url);
    sender.start({ ...FAST_TIMES, timeoutMs: 60_000, leaseMs: 120_000 });
    await waitUntil(isDelivered);
    expect([receiver.received.length, most]).toEqual([24, 4]);
  });

  it("of which as much is under way as may be keeps no room from others, and gets what is left of its own", async () => {
    const other = receiver.url.replace("127.0.0.1", "localhost");
    for (let n = 0; n < 5; n++) await sender.endJob(receiver.url);
    await sender.endJob(other);
    const { host } = new URL(receiver.url);
    const hostsOf = async (count: number) => {
      const underWay = new Map([[host, count]]);
      const claimed = await claimDeliveries(place.db, { most: 9, mostPerHost: 4, underWay, leaseMs: 60_000 });
      return claimed.map((delivery) => delivery.host);
    };
    expect(await hostsOf(4)).toEqual([new URL(other).host]);
    expect(await hostsOf(1)).toEqual([host, host, host]);
  });

  it("in a network that is not allowed is not asked", async () => {
    place.services.webhooks.check(receiver.url);
    const url = receiver.url.replace("127.0.0.1", "0.0.0.0");
    const id = await sender.endJob(receiver.url);
    await place.db.updateTable("webhook_deliveries").set({ url }).where("job_id", "=", id).execute();
    sender.start();
    await waitUntil(async () => (await sender.last()).lastError !== null);
    expect(await sender.last()).toMatchObject({ lastStatus: null, lastError: { code: "url-refused" } });
    expect(receiver.received).toEqual([]);
  });
});

describe("a receiver that wants no more", () => {
  it("answers 410: its endpoint is paused, and what comes waits until it is resumed", async () => {
    const id = await sender.endpoint(receiver.url);
    receiver.answerWith(status(410));
    await sender.endJob();
    sender.start();
    await waitUntil(isEnded);
    expect(await sender.last()).toMatchObject({ state: "failed", lastStatus: 410, attempts: 1 });
    expect(await endpointRow()).toMatchObject({ state: "paused", pause_reason: "gone", paused_at: expect.any(Date) });
    expect(place.logged()).toContain('"reason":"gone","msg":"webhook paused"');
    receiver.forget();
    await sender.endJob();
    await pause(200);
    expect(receiver.received).toEqual([]);
    expect(await sender.last()).toMatchObject({ state: "pending", attempts: 0, nextAt: null });
    await expect(
      replayDelivery(place.services, { tenant: TENANT, id: (await sender.last()).id, actor: "client" }),
    ).rejects.toMatchObject({
      code: "webhook-paused",
    });
    await resumeWebhook(place.services, { tenant: TENANT, id, actor: "client" });
    await waitUntil(async () => (await sender.last()).state === "delivered");
    expect(receiver.received).toHaveLength(1);
  });

  it("answers 410 for the webhook of a job: it is given up", async () => {
    receiver.answerWith(status(410));
    await sender.endJob(receiver.url);
    sender.start();
    await waitUntil(isEnded);
    expect(await sender.last()).toMatchObject({ state: "failed", attempts: 1 });
  });

  it("is deleted: what was being sent ends as cancelled", async () => {
    await sender.endpoint(receiver.url);
    await sender.endJob();
    await place.db.deleteFrom("webhook_endpoints").execute();
    sender.start();
    await waitUntil(isEnded);
    expect([(await sender.last()).state, receiver.received]).toEqual(["cancelled", []]);
  });
});

describe("a day of nothing but failures", () => {
  it("gives a delivery up and pauses its endpoint, and a replay sends it with success", async () => {
    const id = await sender.endpoint(receiver.url);
    receiver.answerWith(status(503));
    await sender.endJob();
    sender.start();
    await waitUntil(isEnded);
    const delivery = await sender.last();
    expect(delivery).toMatchObject({ state: "failed", lastStatus: 503, nextAt: null });
    // 5 s, 30 s, 2 min, 10 min, 30 min, 1 h and every 2 h.
    expect(delivery.attempts).toBeGreaterThan(9);
    expect(delivery.attempts).toBeLessThan(20);
    expect(await endpointRow()).toMatchObject({
      state: "paused",
      pause_reason: "failing",
      failures: delivery.attempts,
    });
    expect(place.logged()).toContain('"reason":"failing","msg":"webhook paused"');
    receiver.forget();
    await resumeWebhook(place.services, { tenant: TENANT, id, actor: "client" });
    await replayDelivery(place.services, { tenant: TENANT, id: delivery.id, actor: "client" });
    await waitUntil(isDelivered);
    expect(receiver.received.map((message) => message.id)).toEqual([delivery.id]);
    expect(await endpointRow()).toMatchObject({ state: "active", failures: 0, failing_since: null });
    const log = place.db.selectFrom("audit_log").select(["tenant_id", "actor", "action", "detail"]).orderBy("id");
    expect(await log.where("action", "!=", "webhook-added").execute()).toMatchObject([
      { tenant_id: TENANT, actor: "client", action: "webhook-resumed", detail: { webhook: id } },
      { tenant_id: TENANT, actor: "client", action: "delivery-replayed", detail: { delivery: delivery.id } },
    ]);
  });

  it("is forgotten with the first success", async () => {
    await sender.endpoint(receiver.url);
    receiver.answerWith(status(503));
    await sender.endJob();
    sender.start();
    await waitUntil(async () => (await endpointRow()).failures > 2);
    receiver.answerWith(status(200));
    await waitUntil(isDelivered);
    expect(await endpointRow()).toMatchObject({ failures: 0, failing_since: null, state: "active" });
  });

  it("gives up what waits for a paused endpoint, and nothing else", async () => {
    await sender.endpoint(receiver.url);
    await place.db.updateTable("webhook_endpoints").set({ state: "paused" }).execute();
    await sender.endJob();
    await sender.endJob();
    const { id } = await sender.last();
    const longAgo = new Date(Date.now() - 25 * 3_600_000);
    await place.db.updateTable("webhook_deliveries").set({ tried_since: longAgo }).where("id", "=", id).execute();
    await sweepWebhooks(place.services);
    expect((await sender.list()).map(({ state }) => state)).toEqual(["failed", "pending"]);
  });
});

describe("a sender", () => {
  it("that stops gives back what it was sending, as if it had not begun", async () => {
    receiver.answerWith(silent);
    await sender.endJob(receiver.url);
    sender.start({ ...FAST_TIMES, timeoutMs: 15_000 });
    await waitUntil(() => receiver.received.length === 1);
    await sender.stop();
    expect(await sender.last()).toMatchObject({ state: "pending", attempts: 0, lastError: null });
    receiver.answerWith(status(200));
    sender.start();
    await waitUntil(isDelivered);
  });

  it("with another key than the secret was sealed with says so and sends nothing", async () => {
    await sender.endJob(receiver.url);
    const { signal } = new AbortController();
    const services = { ...place.services, secrets: secretBox(Buffer.alloc(32, "another")) };
    await deliverWebhooks(services, { quiet: signal, stopping: signal, once: true });
    expect(await sender.last()).toMatchObject({ state: "pending", lastError: { code: "secrets-unavailable" } });
    const line = place
      .logged()
      .split("\n")
      .find((text) => text.includes("webhook not delivered"));
    const WARN = 40;
    expect(JSON.parse(line ?? "{}")).toMatchObject({ level: WARN, code: "secrets-unavailable" });
    expect(place.logged()).not.toContain(SECRET.slice("whsec_".length));
    expect(receiver.received).toEqual([]);
  });

  it("whose lease has run out is taken for gone: another has what it sent", async () => {
    await sender.endJob(receiver.url);
    const room = { most: 9, mostPerHost: 9, underWay: new Map(), leaseMs: 300 };
    const [claimed] = await claimDeliveries(place.db, room);
    expect(await claimDeliveries(place.db, room)).toEqual([]);
    await pause(350);
    expect(await claimDeliveries(place.db, room)).toEqual([{ ...claimed, attempt: 2 }]);
  });

  it("tells once that the database is away, sends when it is back, and tells that once", async () => {
    await sender.endJob(receiver.url);
    const before = place.logged();
    const database = cuttableDatabase(place.db);
    database.cut();
    const quiet = new AbortController();
    const services = { ...place.services, db: database.db };
    const ended = deliverWebhooks(services, { quiet: quiet.signal, stopping: quiet.signal, times: FAST_TIMES });
    await waitUntil(async () => database.refused() > 2);
    database.mend();
    await waitUntil(isDelivered);
    quiet.abort();
    await ended;
    const since = place.logged().slice(before.length).trim().split("\n");
    const logged = since.map((line) => JSON.parse(line));
    expect(logged.map(({ level, code, bug, msg }) => ({ level, code, bug, msg }))).toEqual([
      { level: 40, code: "database-unavailable", msg: "no webhook could be claimed" },
      { level: 30, msg: "webhooks can be claimed again" },
    ]);
  });

  it("that is told to work once ends when nothing is due", async () => {
    for (let n = 0; n < 40; n++) await sender.endJob(receiver.url);
    const { signal } = new AbortController();
    await deliverWebhooks(place.services, { quiet: signal, stopping: signal, once: true });
    expect(receiver.received).toHaveLength(40);
    expect(await isDelivered()).toBe(true);
  });

  it("beside another sends each delivery once", async () => {
    for (let n = 0; n < 60; n++) await sender.endJob(receiver.url);
    const times = { ...FAST_TIMES, timeoutMs: 60_000, leaseMs: 120_000 };
    for (let n = 0; n < 3; n++) sender.start(times);
    await waitUntil(isDelivered);
    expect(receiver.received).toHaveLength(60);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(60);
  });
});
