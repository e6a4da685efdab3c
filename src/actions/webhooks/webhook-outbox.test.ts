import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { WebhookEvent } from "../../domain/webhook.ts";
import { cancelJob } from "../jobs/cancel-job.ts";
import { purgeJob } from "../jobs/purge-job.ts";
import { retryJob } from "../jobs/retry-job.ts";
import { failPiece } from "../pieces/fail-piece.ts";
import { openWorkplace, type Workplace } from "../testing/open-workplace.ts";
import { claim, hear, prepare, putTogether, submit, TENANT } from "../testing/play-job.ts";
import { addWebhook } from "./add-webhook.ts";
import { deleteWebhook } from "./delete-webhook.ts";
import { listDeliveries } from "./list-deliveries.ts";

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
});
afterEach(() => place.clear());
afterAll(() => place.close());

const ALL: WebhookEvent[] = ["job.succeeded", "job.failed", "job.cancelled", "job.retried", "job.progress"];
const url = "http://127.0.0.1:10/own";
const submitWith = (events: WebhookEvent[]) => submit(place.services, { handling: { webhook: { url, events } } });

async function waiting(): Promise<string[]> {
  const rows = await place.db
    .selectFrom("webhook_deliveries")
    .select(["event", "state"])
    .orderBy("created_at")
    .execute();
  return rows.filter(({ state }) => state === "pending").map(({ event }) => event);
}

it("holds how a job ended, as the API shows it, in the transaction of its end", async () => {
  const id = await submitWith(["job.cancelled"]);
  await cancelJob(place.services, { tenant: TENANT, id });
  const row = await place.db.selectFrom("webhook_deliveries").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ job_id: id, endpoint_id: null, url, state: "pending", attempts: 0 });
  expect(row.payload).toMatchObject({
    type: "job.cancelled",
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: { job: { id, state: "cancelled", finishedAt: expect.any(String), links: { self: `/api/v1/jobs/${id}` } } },
  });
  expect(row.payload.data).not.toHaveProperty("job.tenant");
});

it("is not written where the end of the job is not", async () => {
  const id = await submitWith(ALL);
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'no outbox'; end $$`.execute(
    place.db,
  );
  await sql`create trigger refuse before insert on webhook_deliveries execute function refuse()`.execute(place.db);
  await expect(cancelJob(place.services, { tenant: TENANT, id })).rejects.toThrow("no outbox");
  await sql`drop function refuse cascade`.execute(place.db);
  const job = await place.db.selectFrom("jobs").select("state").executeTakeFirstOrThrow();
  expect([job.state, await waiting()]).toEqual(["queued", []]);
});

it("tells each only what it wants to hear", async () => {
  const endpoint = (events: WebhookEvent[]) =>
    addWebhook(place.services, { tenant: TENANT, url: `http://127.0.0.1:10/${events[0]}`, events });
  await endpoint(["job.failed"]);
  await endpoint(["job.cancelled"]);
  await addWebhook(place.services, { tenant: TENANT, key: "another key", url, events: ALL });
  const id = await submit(place.services);
  await cancelJob(place.services, { tenant: TENANT, id });
  const { deliveries } = await listDeliveries(place.services, { tenant: TENANT, limit: 9 });
  expect(deliveries.map((each) => each.url)).toEqual(["http://127.0.0.1:10/job.cancelled"]);
});

it("keeps only the last progress, and none once the job has ended", async () => {
  await submitWith(ALL);
  await prepare(place.services, 2);
  const before = await place.db.selectFrom("webhook_deliveries").select(["id", "payload"]).execute();
  expect(await waiting()).toEqual(["job.progress"]);
  await hear(place.services, await claim(place.services, "recognise"));
  const after = await place.db.selectFrom("webhook_deliveries").select(["id", "payload"]).execute();
  expect(await waiting()).toEqual(["job.progress"]);
  expect(after[0]?.id).not.toBe(before[0]?.id);
  expect(after[0]?.payload.data).toHaveProperty("job.progress.pieces", { done: 1, known: 2 });
  await hear(place.services, await claim(place.services, "recognise"));
  await putTogether(place.services, await claim(place.services, "assemble"));
  expect(await waiting()).toEqual(["job.succeeded"]);
});

it("is as patient with a receiver that is down, however much progress there is", async () => {
  await submitWith(ALL);
  await prepare(place.services, 2);
  const later = new Date(Date.now() + 600_000);
  await place.db.updateTable("webhook_deliveries").set({ attempts: 4, next_at: later }).execute();
  await hear(place.services, await claim(place.services, "recognise"));
  const rows = await place.db.selectFrom("webhook_deliveries").select(["attempts", "next_at", "payload"]).execute();
  expect(rows).toMatchObject([
    { attempts: 4, next_at: later, payload: { data: { job: { progress: { pieces: { done: 1 } } } } } },
  ]);
});

it("leaves progress alone that is being sent", async () => {
  await submitWith(ALL);
  await prepare(place.services, 2);
  await place.db.updateTable("webhook_deliveries").set({ is_leased: true }).execute();
  await hear(place.services, await claim(place.services, "recognise"));
  expect(await waiting()).toEqual(["job.progress", "job.progress"]);
});

it("holds that a job has failed, and that it was opened again", async () => {
  const id = await submitWith(ALL);
  const piece = await claim(place.services, "prepare");
  await failPiece(place.services, { ...piece, failures: 9 }, new Error("bug"));
  expect(await waiting()).toEqual(["job.failed"]);
  await retryJob(place.services, { tenant: TENANT, id });
  expect(await waiting()).toEqual(["job.failed", "job.retried"]);
});

it("goes with a job that is purged", async () => {
  const id = await submitWith(ALL);
  await purgeJob(place.services, { tenant: TENANT, id });
  const { rows } = await sql`select from webhook_deliveries union all select from job_webhooks`.execute(place.db);
  expect(rows).toEqual([]);
});

it("cancels what was for an endpoint that is deleted", async () => {
  const { endpoint } = await addWebhook(place.services, { tenant: TENANT, url, events: ALL });
  const id = await submit(place.services);
  await cancelJob(place.services, { tenant: TENANT, id });
  await deleteWebhook(place.services, { tenant: TENANT, id: endpoint.id });
  const { deliveries } = await listDeliveries(place.services, { tenant: TENANT, limit: 9 });
  expect(deliveries).toMatchObject([{ state: "cancelled", nextAt: null }]);
});

it("pages through what there is, by job and by state", async () => {
  for (let n = 0; n < 3; n++) {
    const id = await submitWith(["job.cancelled"]);
    await cancelJob(place.services, { tenant: TENANT, id });
  }
  const page = (after?: string) => listDeliveries(place.services, { tenant: TENANT, limit: 2, after });
  const first = await page();
  const second = await page(first.next ?? "");
  expect([first.deliveries.length, second.deliveries.length, second.next]).toEqual([2, 1, null]);
  const all = [...first.deliveries, ...second.deliveries];
  expect(new Set(all.map(({ id }) => id)).size).toBe(3);
  const job = all[1]?.job ?? "";
  const of = (wanted: object) => listDeliveries(place.services, { tenant: TENANT, limit: 9, ...wanted });
  expect((await of({ job })).deliveries.map(({ id }) => id)).toEqual([all[1]?.id]);
  expect((await of({ states: ["failed"] })).deliveries).toEqual([]);
  expect((await listDeliveries(place.services, { tenant: "another", limit: 9 })).deliveries).toEqual([]);
});

it("waits for an endpoint that is being resumed without holding what that waits for", async () => {
  const { endpoint } = await addWebhook(place.services, {
    tenant: TENANT,
    url,
    events: ["job.progress", "job.cancelled"],
  });
  const id = await submit(place.services);
  await prepare(place.services, 2);
  expect(await waiting()).toEqual(["job.progress"]);
  const cancelling = await place.db.transaction().execute(async (within) => {
    // What resuming does, with a pause between its two steps.
    await sql`select from webhook_endpoints where id = ${endpoint.id} for update`.execute(within);
    const begun = cancelJob(place.services, { tenant: TENANT, id });
    begun.catch(() => {});
    await pause(300);
    await sql`update webhook_deliveries set next_at = now() where endpoint_id = ${endpoint.id}`.execute(within);
    return { begun };
  });
  await cancelling.begun;
  expect(await waiting()).toEqual(["job.cancelled"]);
});
