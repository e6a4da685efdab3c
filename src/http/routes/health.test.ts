import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "../../database/migrate.ts";
import { type OpenDatabase, openEmbedded } from "../../database/open-embedded.ts";
import type { Services } from "../../services.ts";
import { type OpenApp, openApp } from "../testing/open-app.ts";

let database: OpenDatabase;
let open: OpenApp;
let freeBytes = 1e12;
beforeAll(async () => {
  database = await openEmbedded({});
  await migrate(database.db);
  // Of the store and the decoder only this is asked.
  const blobs = { freeBytes: async () => freeBytes } as Services["blobs"];
  const decoder = { describe: async () => "a decoder" } as unknown as Services["decoder"];
  const limits = { maxUploadBytes: 1e6, keepFreeBytes: 1e9, maxQueuedJobs: 9 };
  open = await openApp({ services: { db: database.db, blobs, decoder, limits } });
});
afterAll(async () => {
  await open.app.close();
  await database.close();
});

describe("health", () => {
  test("says that the process answers, and its version", async () => {
    const response = await fetch(`${open.url}/health`);
    expect(await response.json()).toEqual({ status: "ok", version: "1.2.3" });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("is ready when all it needs is there, and 503 when something is not", async () => {
    const ready = await fetch(`${open.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ ready: true })]);
    freeBytes = 1;
    const full = await fetch(`${open.url}/health/ready`);
    expect([full.status, await full.json()]).toMatchObject([
      503,
      { ready: false, checks: { database: { ok: true }, storage: { ok: false, detail: expect.any(String) } } },
    ]);
  });
});

describe("metrics", () => {
  test("count requests by route, and pieces by lane and state", async () => {
    const { db } = database;
    const job = crypto.randomUUID();
    await sql`insert into jobs (id, tenant_id, state, parameters, source)
      values (${job}, 'local', 'queued', '{}', '{}')`.execute(db);
    await sql`insert into pieces (job_id, tenant_id, stage, ordinal, lane, small, state, seconds, input)
      values (${job}, 'local', 'prepare', 0, 'media', true, 'ready', 1, '{}')`.execute(db);
    await (await fetch(`${open.url}/nowhere/anna`)).text();
    const response = await fetch(`${open.url}/metrics`);
    const text = await response.text();
    expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=/);
    expect(text).toMatch(/^scribewell_pieces\{lane="media",state="ready"\} 1$/m);
    expect(text).toMatch(/^scribewell_oldest_piece_seconds\{lane="media",state="ready"\} [\d.e-]+$/m);
    expect(text).toMatch(/^http_request_duration_seconds_count\{method="GET",route="none",status="404"\} 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
    expect(text).not.toContain("anna");
  });

  test("are there without the database, too", async () => {
    const broken = await openApp({});
    const text = await (await fetch(`${broken.url}/metrics`)).text();
    expect(text).toMatch(/^process_resident_memory_bytes /m);
    expect(text).not.toMatch(/^scribewell_pieces\{/m);
    await broken.app.close();
  });
});
