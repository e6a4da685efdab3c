import { sql } from "kysely";
import type { Services } from "../services.ts";

/** What grows and is erased. */
const TABLES = ["job_events", "transcripts", "pieces", "jobs", "blob_references", "blobs"] as const;

/** Lets the database use again what erased rows have left. The embedded one does not do so by itself. */
export async function reclaimSpace({ db }: Pick<Services, "db">): Promise<void> {
  for (const table of TABLES) await sql`vacuum ${sql.table(table)}`.execute(db);
}
