import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOON_MS } from "../../../test/support/patience.ts";
import { migrate } from "../../database/migrate.ts";
import { type OpenDatabase, openEmbedded } from "../../database/open-embedded.ts";
import { inProcessBell } from "../../queues/in-process.ts";
import type { Services } from "../../services.ts";
import { type OpenApp, openApp } from "../testing/open-app.ts";

let database: OpenDatabase;
let services: Partial<Services>;
let open: OpenApp;
let freeBytes = 1e12;
let looks = 0;
beforeAll(async () => {
  database = await openEmbedded({});
  await migrate(database.db);
  // Of the store and the decoder only this is asked.
  const blobs = { check: async () => void looks++, freeBytes: async () => freeBytes } as Services["blobs"];
  const decoder = { describe: async () => "a decoder" } as unknown as Services["decoder"];
  const limits = { maxUploadBytes: 1e6, keepFreeBytes: 1e9, maxQueuedJobs: 9 };
  services = { db: database.db, bell: inProcessBell(), blobs, decoder, limits };
  open = await openApp({ services });
});
afterAll(async () => {
  await open.app.close();
  await database.close();
});

describe("health", () => {
  test("says that the process answers, and its version", async () => {
    for (const path of ["/health", "/health/live"]) {
      const response = await fetch(`${open.url}${path}`);
      expect(await response.json()).toEqual({ status: "ok", version: "1.2.3" });
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
  });

  test("is ready when all it needs is there, and 503 when something is not", async () => {
    const ready = await fetch(`${open.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ ready: true })]);
    freeBytes = 1;
    // What the first app found is kept for some seconds.
    const second = await openApp({ services });
    const full = await fetch(`${second.url}/health/ready`);
    expect([full.status, await full.json()]).toMatchObject([
      503,
      { ready: false, checks: { database: { ok: true }, storage: { ok: false, detail: expect.any(String) } } },
    ]);
    await second.app.close();
    freeBytes = 1e12;
  });

  test("is looked at once by all who ask within some seconds, and again after them", async () => {
    const { url, app } = await openApp({ services });
    const ask = async () => (await fetch(`${url}/health/ready`)).status;
    looks = 0;
    expect(new Set(await Promise.all([ask(), ask(), ask()]))).toEqual(new Set([200]));
    freeBytes = 1;
    expect([await ask(), looks]).toEqual([200, 1]);
    await expect.poll(ask, { timeout: SOON_MS, interval: 500 }).toBe(503);
    expect(looks).toBe(2);
    freeBytes = 1e12;
    await app.close();
  }, 15_000);

  test("is not ready from the moment it is told to stop, whatever was found before", async () => {
    const { url, port, app, slow } = await openApp({ services });
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const running = fetch(`${url}/test/slow`);
    const late = connect(port, "127.0.0.1");
    late.write("GET /health/ready HTTP/1.1\r\n");
    await expect.poll(() => slow.begun).toBe(1);
    const closed = app.close();
    await once(app.stopping, "abort");
    late.write("Host: localhost\r\n\r\n");
    expect(await text(late)).toMatch(/^HTTP\/1.1 503 [\s\S]*service-stopping/);
    slow.end();
    await running;
    await closed;
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
    expect(text).toMatch(/^scribewell_pieces_ready\{lane="media"\} 1$/m);
    expect(text).toMatch(/^scribewell_oldest_ready_seconds\{lane="media"\} [\d.e-]+$/m);
    // Where there is nothing to do an autoscaler is told so.
    expect(text).toMatch(/^scribewell_pieces_ready\{lane="speech"\} 0$/m);
    expect(text).toMatch(/^scribewell_oldest_ready_seconds\{lane="speech"\} 0$/m);
    expect(text).not.toContain("scribewell_database_connections");
    expect(text).toMatch(/^http_request_duration_seconds_count\{method="GET",route="none",status="404"\} 1$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
    expect(text).not.toContain("anna");
  });

  test("tell of the connections to a database server", async () => {
    const connections = () => ({ open: 7, idle: 3, waiting: 2 });
    const served = await openApp({ services: { db: database.db, connections } });
    const text = await (await fetch(`${served.url}/metrics`)).text();
    expect(text).toMatch(/^scribewell_database_connections 7$/m);
    expect(text).toMatch(/^scribewell_database_connections_idle 3$/m);
    expect(text).toMatch(/^scribewell_database_connections_waiting 2$/m);
    await served.app.close();
  });

  test("are there without the database, too", async () => {
    const broken = await openApp({});
    const text = await (await fetch(`${broken.url}/metrics`)).text();
    expect(text).toMatch(/^process_resident_memory_bytes /m);
    expect(text).not.toMatch(/^scribewell_(pieces|pieces_ready|oldest_ready_seconds)\{/m);
    await broken.app.close();
  });
});
