import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { sql } from "kysely";
import { Failure } from "../domain/failure.ts";
import type { Database, Transaction } from "./schema.ts";

const FOLDER = new URL("../../migrations/", import.meta.url);
/** Any number: two processes that migrate at once wait for one another by it. */
const LOCK = 7_265_371;

interface Migration {
  readonly name: string;
  readonly statements: string;
  readonly digest: string;
}

/**
 * Brings the tables up to date, forward only, each numbered file of `migrations/` once and in a transaction with the note
 * of it. Gives the names of those that were run.
 * @throws {Failure} `settings-invalid` when the database was made by a later version, or a file was changed after it had run.
 */
export async function migrate(db: Database): Promise<string[]> {
  const known = await readMigrations();
  return db.transaction().execute(async (within) => {
    // An index of a large table takes its time, and so does who waits for it.
    await sql`set local statement_timeout = 0`.execute(within);
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(within);
    await sql`create table if not exists migrations (name text primary key, digest text not null, run_at timestamptz not null default now())`.execute(
      within,
    );
    const run = await sql<{ name: string; digest: string }>`select name, digest from migrations`.execute(within);
    checkHistory(run.rows, known);
    const done = new Set(run.rows.map(({ name }) => name));
    const open = known.filter(({ name }) => !done.has(name));
    for (const migration of open) await runOne(within, migration);
    return open.map(({ name }) => name);
  });
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const statements = await readFile(new URL(name, FOLDER), "utf8");
      return { name, statements, digest: createHash("sha256").update(statements).digest("hex") };
    }),
  );
}

function checkHistory(run: readonly { name: string; digest: string }[], known: readonly Migration[]): void {
  for (const { name, digest } of run) {
    const file = known.find((migration) => migration.name === name);
    if (!file)
      throw new Failure(
        "settings-invalid",
        `The database has been used by a later version of Scribewell (it holds ${name}). Run that version, or a newer one.`,
      );
    if (file.digest !== digest)
      throw new Failure("settings-invalid", `The migration ${name} is not the one this database was made with.`);
  }
}

async function runOne(within: Transaction, { name, statements, digest }: Migration): Promise<void> {
  await sql.raw(statements).execute(within);
  await sql`insert into migrations (name, digest) values (${name}, ${digest})`.execute(within);
}
