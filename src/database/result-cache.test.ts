import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findResult, resultOf, wasTranscribed } from "./result-cache.ts";
import { openDatabase, type TestDatabase } from "./testing/open-database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await openDatabase();
});
beforeEach(() => database.clear());
afterAll(() => database.close());

const RECORDING = "ab12";
const document = { seconds: 5, language: "en", model: "test/model", task: "transcribe", segments: [] };

interface Wanted {
  readonly tenant?: string;
  readonly key?: string | null;
  readonly state?: "succeeded" | "failed" | "running";
  readonly partial?: boolean;
  readonly expires_at?: Date;
}

/** A job that has succeeded with a transcript, under the key `k`. */
async function add({ tenant = "local", key = "k", state = "succeeded", ...rest }: Wanted = {}): Promise<string> {
  const { db } = database;
  const id = await database.addJob({ tenant, pieces: [] });
  const end = { state, result_key: key, recording: RECORDING, speech_seconds: 3, ...rest };
  await db.updateTable("jobs").set(end).where("id", "=", id).execute();
  await db
    .insertInto("transcripts")
    .values({ job_id: id, tenant_id: tenant, document: JSON.stringify(document) })
    .execute();
  const blob = { tenant_id: tenant, digest: RECORDING };
  await db
    .insertInto("blobs")
    .values({ ...blob, bytes: 1 })
    .onConflict((oc) => oc.doNothing())
    .execute();
  await db
    .insertInto("blob_references")
    .values({ ...blob, job_id: id, purpose: "recording" })
    .execute();
  return id;
}

const find = (tenant = "local", key = "k") =>
  database.db.transaction().execute((within) => findResult(within, { tenant, key }));

describe("a result that is found", () => {
  it("is that of a job that has succeeded, with its speech and what language was heard", async () => {
    const id = await add();
    expect(await find()).toEqual({ job: id, transcript: document, speechSeconds: 3, language: null });
    const heard = { type: "language-detected", language: "en", probability: 0.9 };
    await database.db
      .insertInto("job_events")
      .values({ job_id: id, sequence: 3, body: JSON.stringify(heard) })
      .execute();
    expect(await find()).toMatchObject({ language: { language: "en", probability: 0.9 } });
  });

  it.each<[string, Wanted]>([
    ["with another key", { key: "other" }],
    ["without a key", { key: null }],
    ["of another tenant", { tenant: "theirs" }],
    ["that is partial", { partial: true }],
    ["that has failed", { state: "failed" }],
    ["that runs", { state: "running" }],
    ["whose time is over", { expires_at: new Date(Date.now() - 60_000) }],
  ])("is none %s", async (_what, wanted) => {
    await add(wanted);
    expect(await find()).toBeUndefined();
  });

  it("is read with one step into an index, however many there are", async () => {
    const { db } = database;
    await add();
    await sql`
      with jobs as (
        insert into jobs (id, tenant_id, state, parameters, source, result_key)
        select gen_random_uuid(), 'local', 'succeeded', '{}', '{}', 'key ' || n from generate_series(1, 5000) as n
        returning id
      )
      insert into transcripts (job_id, tenant_id, document) select id, 'local', '{}' from jobs`.execute(db);
    await sql`analyze jobs, transcripts`.execute(db);
    const rows = await resultOf(db, { tenant: "local", key: "k" }).explain<{ "QUERY PLAN": string }>();
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).not.toContain("Seq Scan");
    expect(plan).toContain("Index Scan using jobs_result on jobs");
    expect(plan).toMatch(/Index Cond:.*tenant_id.*result_key/);
  });
});

describe("a recording", () => {
  const was = (job: string, recording = RECORDING, tenant = "local") =>
    wasTranscribed(database.db, { tenant, job, recording });

  it("was transcribed when another job of its tenant has succeeded with it", async () => {
    const id = await add();
    expect(await was(randomUUID())).toBe(true);
    expect(await was(id)).toBe(false);
    expect(await was(randomUUID(), "cd34")).toBe(false);
    expect(await was(randomUUID(), RECORDING, "theirs")).toBe(false);
  });

  it("was not when that one has failed, or leaves nothing to others", async () => {
    await add({ state: "failed" });
    await add({ key: null });
    expect(await was(randomUUID())).toBe(false);
  });
});
