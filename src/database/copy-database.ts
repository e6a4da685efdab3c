import { sql } from "kysely";
import { Failure } from "../domain/failure.ts";
import type { Database, Transaction } from "./schema.ts";

/** Rows that are carried over together, and their bytes: a transcript of many hours has megabytes. */
const AT_ONCE = { rows: 500, bytes: 16 * 1024 * 1024 };
/** Rows that are read before it is seen how long they are. */
const READ_TOGETHER = 16;

/** What is not carried over: the target has its own, or makes it of the rest. */
const NOT_COPIED = ["migrations", "open_work", "sweeps"];

/**
 * Copies everything from one database to another that has the same tables and no jobs yet. All of it is there at the end, or
 * nothing. Whoever worked on the first does so no more: what was being worked on is ready again.
 * @returns how many rows of each table
 * @throws {Failure} `settings-invalid` where the target is in use already
 */
export async function copyDatabase(from: Database, to: Database): Promise<Map<string, number>> {
  return to.transaction().execute(async (target) => {
    await refuseUsed(target);
    const copied = new Map<string, number>();
    await from
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (source) => {
        for (const table of await tablesInOrder(source)) copied.set(table, await copyTable(source, target, table));
      });
    await sql`update pieces set state = 'ready', lease_until = null, worker = null where state = 'running'`.execute(
      target,
    );
    return copied;
  });
}

async function refuseUsed(target: Transaction): Promise<void> {
  const used = await target.selectFrom("jobs").select("id").limit(1).executeTakeFirst();
  if (used)
    throw new Failure("settings-invalid", "The database to copy to has jobs already. Give one that is empty, or new.");
}

/** Those that others refer to come first. */
async function tablesInOrder(source: Transaction): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema() order by tablename`.execute(source);
  const { rows: references } = await sql<{ from: string; to: string }>`
    select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint
    where contype = 'f' and conrelid <> confrelid`.execute(source);
  const left = new Set(tables.map(({ name }) => name).filter((name) => !NOT_COPIED.includes(name)));
  const order: string[] = [];
  while (left.size > 0) {
    const next = [...left].filter((name) => !references.some(({ from, to }) => from === name && left.has(to)));
    // A circle of references would go on for ever.
    if (next.length === 0) throw new Error("the tables refer to each other in a circle");
    for (const name of next) {
      order.push(name);
      left.delete(name);
    }
  }
  return order;
}

/** Rows go as JSON text that is never read here: numbers, times and bytes arrive as they were. */
async function copyTable(source: Transaction, target: Transaction, table: string): Promise<number> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
    order by attnum`.execute(source);
  const columns = sql.join(rows.map(({ name }) => sql.ref(name)));
  const all = sql.table(table);
  // With `.*` it is the row, whatever its columns are called.
  await sql`declare carried no scroll cursor for select row_to_json(${all}.*)::text as row from ${all}`.execute(source);
  // What a new database begins with, such as the usual tenant.
  await sql`delete from ${sql.table(table)}`.execute(target);
  let copied = 0;
  for await (const batch of batches(source)) {
    const document = `[${batch.join(",")}]`;
    await sql`
      insert into ${sql.table(table)} (${columns}) overriding system value
      select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${document}::json)`.execute(target);
    copied += batch.length;
  }
  await sql`close carried`.execute(source);
  await continueNumbers(target, table);
  return copied;
}

/** What the cursor has, in batches that are neither too many rows nor too many bytes; a row that is too long comes alone. */
async function* batches(source: Transaction): AsyncGenerator<string[]> {
  let [batch, bytes]: [string[], number] = [[], 0];
  let longest = 1;
  for (;;) {
    // Fewer where there were long ones: they are in memory together.
    const count = Math.max(1, Math.min(READ_TOGETHER, Math.floor(AT_ONCE.bytes / longest)));
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(count)} from carried`.execute(source);
    for (const { row } of rows) {
      const length = Buffer.byteLength(row);
      if (batch.length > 0 && (batch.length === AT_ONCE.rows || bytes + length > AT_ONCE.bytes)) {
        yield batch;
        [batch, bytes] = [[], 0];
      }
      batch.push(row);
      bytes += length;
      longest = Math.max(longest, length);
    }
    if (rows.length === 0) break;
  }
  if (batch.length > 0) yield batch;
}

/** Rows that the target adds are numbered on from those that were carried over. */
async function continueNumbers(target: Transaction, table: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = ${table}::regclass and attidentity <> ''`.execute(target);
  for (const { name } of rows)
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${name}), coalesce(max(${sql.ref(name)}), 0) + 1, false)
      from ${sql.table(table)}`.execute(target);
}
