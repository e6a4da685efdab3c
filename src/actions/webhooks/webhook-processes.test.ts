import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { migrate } from "../../database/migrate.ts";
import { type OpenDatabase, openEmbedded } from "../../database/open-embedded.ts";
import type { Database } from "../../database/schema.ts";
import { openTestDatabase } from "../../database/testing/open-test-database.ts";
import { openReceiver, type Receiver, silent, status } from "../testing/open-receiver.ts";
import { waitUntil } from "../testing/wait-until.ts";

const SCRIPT = fileURLToPath(new URL("../testing/send-in-process.ts", import.meta.url));

/** Processes may take long to start on a busy machine. */
const SLOW_STARTS_MS = 180_000;

let receiver: Receiver;
let children: ChildProcess[];
let folder: string;

beforeEach(async () => {
  receiver = await openReceiver();
  children = [];
  folder = await mkdtemp(join(tmpdir(), "scribewell-webhooks-"));
});
afterEach(async () => {
  for (const child of children) await kill(child);
  await receiver.close();
  await rm(folder, { recursive: true, force: true });
});

/** What is open to this process between those that send: the embedded database is of one process at a time. */
async function onDatabase<Result>(work: (db: Database) => Promise<Result>, shared?: OpenDatabase): Promise<Result> {
  if (shared) return work(shared.db);
  const { db, close } = await openEmbedded({ directory: join(folder, "db") });
  await migrate(db);
  return work(db).finally(close);
}

async function send(shared: OpenDatabase | undefined): Promise<ChildProcess> {
  const args = shared ? ["postgres", await addressOf(shared.db)] : ["pglite", join(folder, "db")];
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

async function addressOf(db: Database): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  return new URL(`/${rows[0]?.name}`, inject("postgres")?.url).href;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function addDeliveries(db: Database, count: number): Promise<void> {
  const job = randomUUID();
  const fixed = { id: job, tenant_id: "local", state: "succeeded", priority: 0, served: 0 } as const;
  await db
    .insertInto("jobs")
    .values({ ...fixed, parameters: "{}", source: "{}" })
    .execute();
  await db.insertInto("job_webhooks").values({ job_id: job, url: receiver.url, secret: null, events: [] }).execute();
  const { host } = new URL(receiver.url);
  const rows = Array.from({ length: count }, () => ({
    id: randomUUID(),
    tenant_id: "local",
    job_id: job,
    kind: "native",
    event: "job.succeeded" as const,
    url: receiver.url,
    host,
    payload: JSON.stringify({ type: "job.succeeded" }),
  }));
  await db.insertInto("webhook_deliveries").values(rows).execute();
}

/** As if the time of those that were being sent had passed. */
const endLeases = (db: Database): Promise<unknown> =>
  sql`update webhook_deliveries set next_at = now() where is_leased`.execute(db);

const statesIn = async (db: Database) =>
  (await db.selectFrom("webhook_deliveries").select(["state", "attempts"]).execute()).map((row) => row);

it("loses nothing when a process is killed while it sends: another sends it again", {
  timeout: SLOW_STARTS_MS,
}, async () => {
  const shared = inject("postgres") ? await openTestDatabase() : undefined;
  await onDatabase((db) => addDeliveries(db, 3), shared);
  receiver.answerWith(silent);
  const first = await send(shared);
  await waitUntil(() => receiver.received.length === 3);
  await kill(first);
  await onDatabase(endLeases, shared);
  receiver.answerWith(status(204));
  const second = await send(shared);
  await waitUntil(() => receiver.received.length === 6);
  const ids = receiver.received.map(({ id }) => id);
  expect(new Set(ids.slice(0, 3))).toEqual(new Set(ids.slice(3)));
  await waitUntil(
    async () => shared === undefined || (await statesIn(shared.db)).every(({ state }) => state !== "pending"),
  );
  await kill(second);
  expect(receiver.received).toHaveLength(6);
  const states = await onDatabase(statesIn, shared);
  // Of the embedded one the last write may be lost with the process: that is sent once more.
  if (shared) expect(states).toEqual(new Array(3).fill({ state: "delivered", attempts: 2 }));
  await shared?.close();
});

it("sends each delivery once, however many processes send", { timeout: SLOW_STARTS_MS }, async () => {
  const shared = inject("postgres") ? await openTestDatabase() : undefined;
  await onDatabase((db) => addDeliveries(db, 300), shared);
  await Promise.all([send(shared), ...(shared ? [send(shared), send(shared)] : [])]);
  await waitUntil(() => receiver.received.length >= 300);
  await waitUntil(
    async () => shared === undefined || (await statesIn(shared.db)).every(({ state }) => state !== "pending"),
  );
  expect(receiver.received).toHaveLength(300);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(300);
  await shared?.close();
});
