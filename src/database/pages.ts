import { type RawBuilder, sql } from "kysely";

/** A row at which a page ends, in lists by the time of making. */
export interface Cursor {
  /** ISO 8601 with microseconds: a Date has milliseconds only, and rows made within one would be lost between pages. */
  readonly createdAt: string;
  readonly id: string;
}

type Listed = "jobs" | "batches" | "webhook_deliveries" | "api_keys" | "users";

/** When the row was made, as a cursor says it. */
export const createdExactly = (table: Listed): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(`${table}.created_at`)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Holds of the rows that come after the cursor. */
export function isBehind(
  table: Listed,
  { createdAt, id }: Cursor,
  order: "asc" | "desc" = "desc",
): RawBuilder<boolean> {
  const row = sql`(${sql.ref(`${table}.created_at`)}, ${sql.ref(`${table}.id`)})`;
  const cursor = sql`(${createdAt}::timestamptz, ${id}::${table === "api_keys" ? sql`text` : sql`uuid`})`;
  return sql<boolean>`${row} ${order === "desc" ? sql`<` : sql`>`} ${cursor}`;
}
