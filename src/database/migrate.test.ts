import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { migrate } from "./migrate.ts";
import type { OpenDatabase } from "./open-embedded.ts";
import { openBareDatabase } from "./testing/open-test-database.ts";

/** In their order. */
const FILES = [
  "0001-jobs.sql",
  "0002-remote-uses.sql",
  "0003-choice-of-models.sql",
  "0004-open-work.sql",
  "0005-webhooks.sql",
  "0006-batches.sql",
  "0007-result-cache.sql",
  "0008-waiting.sql",
  "0009-receipts.sql",
  "0010-sweeping.sql",
  "0011-access.sql",
  "0012-uploads.sql",
  "0013-keys.sql",
  "0014-resumable-uploads.sql",
  "0015-users.sql",
];

let database: OpenDatabase;

beforeAll(async () => {
  database = await openBareDatabase();
});

beforeEach(async () => {
  await sql`drop schema public cascade`.execute(database.db);
  await sql`create schema public`.execute(database.db);
});

afterAll(() => database.close());

it("makes the tables once, and the second time nothing", async () => {
  const { db } = database;
  expect(await migrate(db)).toEqual(FILES);
  await sql`insert into tenants (id) values ('kept')`.execute(db);
  expect(await migrate(db)).toEqual([]);
  const { rows } = await sql<{ id: string }>`select id from tenants order by id`.execute(db);
  expect(rows.map(({ id }) => id)).toEqual(["kept", "local"]);
});

it("runs each file once when it is called twice at the same time", async () => {
  const ran = await Promise.all([migrate(database.db), migrate(database.db)]);
  expect(ran.flat()).toEqual(FILES);
});

it("takes its time, whatever is set for other statements", async () => {
  await sql`create schema slowness`.execute(database.db);
  await sql`
    create function slowness.take_time() returns event_trigger language plpgsql as $$ begin perform pg_sleep(0.03); end $$
  `.execute(database.db);
  await sql`create event trigger slowness on ddl_command_end execute function slowness.take_time()`.execute(
    database.db,
  );
  try {
    await database.db.connection().execute(async (one) => {
      await sql`set statement_timeout = '20ms'`.execute(one);
      await migrate(one).finally(() => sql`reset statement_timeout`.execute(one));
    });
  } finally {
    await sql`drop schema slowness cascade`.execute(database.db);
  }
});

it("refuses a file that is not the one the database was made with", async () => {
  await migrate(database.db);
  await sql`update migrations set digest = 'another'`.execute(database.db);
  await expect(migrate(database.db)).rejects.toMatchObject({
    code: "settings-invalid",
    message: "The migration 0001-jobs.sql is not the one this database was made with.",
  });
});

it("refuses a database of a later version", async () => {
  await migrate(database.db);
  await sql`insert into migrations (name, digest) values ('9999-later.sql', 'x')`.execute(database.db);
  await expect(migrate(database.db)).rejects.toMatchObject({ code: "settings-invalid" });
  await expect(migrate(database.db)).rejects.toThrow("9999-later.sql");
});

it("leaves nothing when a file cannot be run", async () => {
  await sql`create table measured_speeds (mine int)`.execute(database.db);
  await expect(migrate(database.db)).rejects.toThrow("measured_speeds");
  const { rows } = await sql`select from pg_tables where schemaname = 'public'`.execute(database.db);
  expect(rows).toHaveLength(1);
});
