import { sql } from "kysely";
import type { Database } from "./schema.ts";

/** Forgets what no window reaches back to any more. @param windowMs the longest that is counted in */
export async function forgetCounts(db: Database, windowMs: number): Promise<void> {
  await sql`
    delete from request_counts
    where slot < floor(extract(epoch from now()) * 1000 / ${windowMs})::bigint - 2`.execute(db);
}
