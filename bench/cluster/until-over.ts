import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "../../src/database/schema.ts";

/** Resolves when all these jobs have ended. @param everyMs between looks, which cost the database something too */
export async function untilOver(db: Database, ids: readonly string[], everyMs: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ open: number }>`
      select count(*)::int as open from jobs where id = any(${ids}::uuid[]) and finished_at is null`.execute(db);
    if (rows[0]?.open === 0) return;
    await pause(everyMs);
  }
}
