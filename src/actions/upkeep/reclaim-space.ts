import { sql } from "kysely";
import type { Services } from "../../services.ts";

/** What grows and is erased. */
const TABLES = [
  "job_events",
  "transcripts",
  "pieces",
  "jobs",
  "blob_references",
  "uploads",
  "resumable_uploads",
  "blobs",
] as const;

/**
 * Lets the embedded database use again what erased rows have left. A server does so by itself, when it has the time.
 * The signal ends it between two tables.
 */
export async function reclaimSpace(
  { db, connections }: Pick<Services, "db" | "connections">,
  signal: AbortSignal,
): Promise<void> {
  if (connections?.()) return;
  for (const table of TABLES) {
    signal.throwIfAborted();
    await sql`vacuum ${sql.table(table)}`.execute(db);
  }
}
