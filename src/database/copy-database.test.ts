import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { claimPiece } from "./claim.ts";
import { copyDatabase } from "./copy-database.ts";
import { migrate } from "./migrate.ts";
import { type OpenDatabase, openEmbedded } from "./open-embedded.ts";
import { openTestDatabase } from "./testing/open-test-database.ts";

let from: OpenDatabase;
let to: OpenDatabase;
beforeAll(async () => {
  [from, to] = await Promise.all([openEmbedded({}), openTestDatabase()]);
  await migrate(from.db);
});
afterAll(async () => {
  await from.close();
  await to.close();
});

const BATCH = "01890000-0000-7000-8000-000000000000";

const MEGABYTE = 1024 * 1024;

const claim = (database: OpenDatabase) =>
  claimPiece(database.db, { lane: "speech", smallOnly: false, labels: ["gpu", "a,b"], worker: "test" });

/** Everything in a table, as text. */
async function contentOf({ db }: OpenDatabase, table: string): Promise<unknown> {
  const all = sql.table(table);
  const { rows } = await sql`select row_to_json(${all}.*)::text as row from ${all} order by 1`.execute(db);
  return rows;
}

async function fill({ db }: OpenDatabase): Promise<void> {
  await sql`insert into tenants (id, weight) values ('ours', 2.5)`.execute(db);
  await sql`
    insert into jobs (id, tenant_id, state, priority, parameters, source, served, labels, error, created_at)
    select gen_random_uuid(), 'ours', 'running', n % 3, '{"prompt": "It’s \\"quoted\\" – ünï"}', '{"kind": "upload"}',
      0.1 + n, array['gpu', 'a,b'], '[1, 2]', now() - n * interval '1.000001 seconds'
    from generate_series(1, 700) as n`.execute(db);
  await sql`insert into batches (id, tenant_id, fingerprint) values (${BATCH}, 'ours', 'abc')`.execute(db);
  await sql`
    insert into batch_webhooks (batch_id, url, secret, events)
    values (${BATCH}, 'https://example.org/', '\\x00ff10', array['batch.ended', 'job.failed'])`.execute(db);
  await sql`update jobs set batch_id = ${BATCH}, reference = 'talk' where priority = 1`.execute(db);
  await sql`
    insert into pieces (job_id, tenant_id, stage, ordinal, lane, small, state, seconds, input, output)
    select id, 'ours', 'recognise', 0, 'speech', false, 'ready', 30, '{}', '{"segments": []}' from jobs`.execute(db);
  await sql`insert into heard_sound select id, 0, '\\x00ff10' from jobs limit 3`.execute(db);
  await sql`
    insert into remote_uses (id, tenant_id, model, at, reserved_milliseconds, reserved_nanodollars, worker)
    values (gen_random_uuid(), 'ours', 'openai/whisper-1', now(), 9007199254740993, 5, 'w')`.execute(db);
  await sql`insert into audit_log (tenant_id, actor, action) values ('ours', 'client', 'job-purged')`.execute(db);
  await sql`
    insert into transcripts (job_id, tenant_id, document)
    select id, 'ours', jsonb_build_object('segments', repeat('ü', ${MEGABYTE}), 'seconds', row_number() over (order by id))
    from jobs order by id limit 12`.execute(db);
}

/** Notes how many bytes of transcripts each statement brings. */
async function watchTranscripts({ db }: OpenDatabase): Promise<void> {
  await sql`create table brought (bytes integer not null)`.execute(db);
  await sql`
    create function note_brought() returns trigger language plpgsql as $$ begin
      insert into brought select sum(octet_length(document::text)) from added having count(*) > 0;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger note_brought after insert on transcripts referencing new table as added
    for each statement execute function note_brought()`.execute(db);
}

it("carries everything over, and work goes on there with the next numbers", async () => {
  await fill(from);
  await watchTranscripts(to);
  const running = await claim(from);
  expect(running).toBeDefined();
  const copied = await copyDatabase(from.db, to.db);
  expect(copied.get("jobs")).toBe(700);
  expect(copied.get("transcripts")).toBe(12);
  // What was at work is ready again.
  const asTheyWere = [...copied.keys()].filter((table) => table !== "pieces");
  expect(asTheyWere).toEqual(
    expect.arrayContaining(["jobs", "batches", "batch_webhooks", "job_events", "heard_sound"]),
  );
  for (const table of asTheyWere) expect(await contentOf(to, table), table).toEqual(await contentOf(from, table));
  const { rows } = await sql<{ ready: number; running: number }>`
    select sum(ready)::int as ready, sum(running)::int as running from open_work`.execute(to.db);
  expect(rows).toEqual([{ ready: 700, running: 0 }]);
  expect(await claim(to)).toBeDefined();
  await sql`insert into audit_log (tenant_id, actor, action) values ('ours', 'client', 'x')`.execute(to.db);
  expect(await contentOf(to, "audit_log")).toHaveLength(2);
});

it("carries long transcripts a few at a time, and no more of them than fit in one", async () => {
  const { rows } = await sql<{ bytes: number }>`select bytes from brought`.execute(to.db);
  for (const { bytes } of rows) expect(bytes).toBeLessThan(17 * MEGABYTE);
  // Twelve of two megabytes.
  expect(rows).toHaveLength(2);
});

it("refuses a database that is in use", async () => {
  await expect(copyDatabase(from.db, to.db)).rejects.toMatchObject({ code: "settings-invalid" });
});
