import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseSpending } from "../../actions/usage/database-spending.ts";
import { migrate } from "../../database/migrate.ts";
import { type OpenDatabase, openEmbedded } from "../../database/open-embedded.ts";
import { type OpenApp, openApp } from "../testing/open-app.ts";

let database: OpenDatabase;
let open: OpenApp;
const model = "openai/whisper-1";
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  database = await openEmbedded({});
  await migrate(database.db);
  const limits = { maxUploadBytes: 1, keepFreeBytes: 0, maxQueuedJobs: 1, remote: { dollarsPerMonth: 1 } };
  open = await openApp({ services: { db: database.db, limits } });
  const spending = databaseSpending({ db: database.db, worker: "test" });
  await (await spending.reserve({ model, seconds: 120, payer: { tenant: "local", key: null } })).settle({
    seconds: 90,
  });
  await spending.reserve({ model, seconds: 60, payer: { tenant: "local", key: null } });
  const job = { id: crypto.randomUUID(), tenant_id: "local", model: "onnx/whisper-base", total_seconds: 30 };
  await database.db
    .insertInto("jobs")
    .values({
      ...job,
      state: "succeeded",
      priority: 0,
      served: 0,
      parameters: "{}",
      source: "{}",
      finished_at: new Date(),
    })
    .execute();
});
afterAll(async () => {
  await open.app.close();
  await database.close();
});

const ask = (query = "") => fetch(`${open.url}/api/v1/usage${query}`);

it("tells this month's usage in minutes and dollars, and what is left", async () => {
  const response = await ask();
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await response.json()).toEqual({
    from: `${today.slice(0, 8)}01`,
    to: today,
    remote: [{ day: today, model, key: null, requests: 2, unsettled: 1, minutes: 2.5, dollars: 0.015 }],
    jobs: [{ day: today, model: "onnx/whisper-base", key: null, jobs: 1, minutes: 0.5 }],
    limits: [{ key: null, unit: "dollars", period: "month", limit: 1, used: 0.015, left: 0.985 }],
    quotas: [],
  });
});

it("tells nothing of days without any", async () => {
  expect(await (await ask("?from=2020-02-01&to=2020-02-29")).json()).toMatchObject({ remote: [], jobs: [] });
});

it.each([
  ["?from=yesterday", "query from: must be a day such as 2026-11-21"],
  ["?to=2026-02-30", "query to: must be a day such as 2026-11-21"],
  ["?to=0000-01-01", "query to: must be a day such as 2026-11-21"],
  ["?from=2020-02-02&to=2020-02-01", "2020-02-01 is before it"],
  ["?from=2020-01-01&to=2022-01-01", "at most 366"],
  ["?since=2020-01-01", "since"],
])("refuses %s", async (query, detail) => {
  const response = await ask(query);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "request-invalid", detail: expect.stringContaining(detail) });
});

it("is what the metrics tell, too", async () => {
  const text = await (await fetch(`${open.url}/metrics`)).text();
  expect(text).toMatch(/^scribewell_remote_seconds_total\{model="openai\/whisper-1",state="reserved"\} 180$/m);
  expect(text).toMatch(/^scribewell_remote_seconds_total\{model="openai\/whisper-1",state="settled"\} 90$/m);
  expect(text).toMatch(/^scribewell_remote_dollars_total\{model="openai\/whisper-1",state="settled"\} 0.009$/m);
  expect(text).toMatch(/^scribewell_remote_limit_left\{unit="dollars",period="month"\} 0.985$/m);
  const again = await (await fetch(`${open.url}/metrics`)).text();
  expect(again, "not added a second time").toMatch(/^scribewell_remote_seconds_total\{[^}]*"settled"\} 90$/m);
});

it("leaves the other metrics where the database is away, and tells none of its own", async () => {
  const broken = await openApp({});
  const text = await (await fetch(`${broken.url}/metrics`)).text();
  expect(text).toMatch(/^process_resident_memory_bytes /m);
  expect(text).not.toMatch(/^scribewell_remote_\w+\{/m);
  expect(broken.lines().filter(({ msg }) => msg === "remote usage cannot be counted")).toHaveLength(1);
  await broken.app.close();
});
