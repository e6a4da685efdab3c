import { sql } from "kysely";
import type { Transcript } from "../domain/transcript.ts";
import type { Database, Transaction } from "./schema.ts";

/** What a job has to give to later ones that ask for the same. */
export interface EarlierResult {
  readonly job: string;
  readonly transcript: Transcript;
  readonly speechSeconds: number;
  /** As it was heard in it; null where it was asked for, or nothing was heard. */
  readonly language: { readonly language: string; readonly probability: number } | null;
}

/**
 * The result of a job of this tenant with this key that is whole and still kept. It cannot be erased before the transaction
 * has ended; one that is being erased is not found.
 */
export async function findResult(
  within: Transaction,
  { tenant, key }: { tenant: string; key: string },
): Promise<EarlierResult | undefined> {
  const row = await resultOf(within, { tenant, key }).executeTakeFirst();
  return row && { ...row, language: await heardLanguage(within, row.job) };
}

/** The question that `findResult` asks of the jobs. */
export const resultOf = (db: Database, { tenant, key }: { tenant: string; key: string }) =>
  db
    .selectFrom("jobs")
    .innerJoin("transcripts", "transcripts.job_id", "jobs.id")
    .select(["jobs.id as job", "transcripts.document as transcript", "jobs.speech_seconds as speechSeconds"])
    .where("jobs.tenant_id", "=", tenant)
    .where("jobs.result_key", "=", key)
    // As the index has it.
    .where(sql<boolean>`jobs.state = 'succeeded' and not jobs.partial`)
    // The sweeper takes its time.
    .where(sql<boolean>`(jobs.expires_at is null or jobs.expires_at > now())`)
    .limit(sql.lit(1))
    .forKeyShare("jobs");

async function heardLanguage(within: Transaction, job: string): Promise<EarlierResult["language"]> {
  const row = await within
    .selectFrom("job_events")
    .select("body")
    .where("job_id", "=", job)
    .where(sql`body ->> 'type'`, "=", "language-detected")
    .orderBy("sequence")
    .limit(sql.lit(1))
    .executeTakeFirst();
  if (row?.body.type !== "language-detected") return null;
  const { language, probability } = row.body;
  return { language, probability };
}

/** Whether another job of the tenant has transcribed this recording, with whatever options. */
export async function wasTranscribed(
  db: Database,
  { tenant, job, recording }: { tenant: string; job: string; recording: string },
): Promise<boolean> {
  const row = await db
    .selectFrom("blob_references as reference")
    .innerJoin("jobs", "jobs.id", "reference.job_id")
    .select("jobs.id")
    .where("reference.tenant_id", "=", tenant)
    .where("reference.digest", "=", recording)
    .where("reference.purpose", "=", "recording")
    .where("jobs.id", "!=", job)
    .where("jobs.state", "=", "succeeded")
    .where("jobs.result_key", "is not", null)
    .limit(sql.lit(1))
    .executeTakeFirst();
  return row !== undefined;
}
