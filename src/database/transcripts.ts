import type { Transcript } from "../domain/transcript.ts";
import type { Database } from "./schema.ts";

/** The transcript of a job; null where it has none. */
export async function findTranscript(db: Database, job: string): Promise<Transcript | null> {
  const row = await db.selectFrom("transcripts").select("document").where("job_id", "=", job).executeTakeFirst();
  return row?.document ?? null;
}
