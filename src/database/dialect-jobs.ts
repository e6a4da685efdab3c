import { sql } from "kysely";
import type { JobState } from "../domain/job.ts";
import { type Cursor, createdExactly, isBehind } from "./pages.ts";
import type { Database } from "./schema.ts";

/** Which jobs of a tenant that came in the words of a dialect. */
export interface DialectPage {
  readonly tenant: string;
  readonly dialect: string;
  readonly states?: readonly JobState[] | undefined;
  /** Made on this day (UTC), as `2030-01-31`. */
  readonly day?: string | undefined;
  readonly olderThan?: Cursor | undefined;
  readonly newerThan?: Cursor | undefined;
  readonly limit: number;
}

/** Names of such jobs, those nearest to where the page begins: the newest first, or with `newerThan` the oldest first. */
export async function namesOfDialect(
  db: Database,
  { tenant, dialect, states, day, olderThan, newerThan, limit }: DialectPage,
): Promise<Cursor[]> {
  const order = newerThan && !olderThan ? "asc" : "desc";
  let query = db
    .selectFrom("jobs")
    .select(["id", createdExactly("jobs").as("createdAt")])
    .where("tenant_id", "=", tenant)
    .where(sql<string>`asked_as->>'dialect'`, "=", dialect)
    .orderBy("created_at", order)
    .orderBy("id", order)
    .limit(limit);
  if (states) query = query.where("state", "in", states);
  if (day !== undefined) {
    const begin = sql<Date>`(${day}::date::timestamp at time zone 'utc')`;
    query = query.where("created_at", ">=", begin).where("created_at", "<", sql<Date>`${begin} + interval '1 day'`);
  }
  if (olderThan) query = query.where(isBehind("jobs", olderThan, "desc"));
  if (newerThan) query = query.where(isBehind("jobs", newerThan, "asc"));
  return query.execute();
}

/** Where a job of a tenant stands in such lists, or nothing. */
export async function placeOfJob(
  db: Database,
  { tenant, id }: { tenant: string; id: string },
): Promise<Cursor | undefined> {
  return db
    .selectFrom("jobs")
    .select(["id", createdExactly("jobs").as("createdAt")])
    .where("tenant_id", "=", tenant)
    .where("id", "=", id)
    .executeTakeFirst();
}
