import { join } from "node:path";
import { sql } from "kysely";
import type { Database } from "../../src/database/schema.ts";

/** What must be true when all is over: a sentence, and how many exceptions there are. */
export interface Finding {
  readonly what: string;
  readonly exceptions: number;
}

async function count(db: Database, statement: ReturnType<typeof sql<{ count: number }>>): Promise<number> {
  const { rows } = await statement.execute(db);
  return rows[0]?.count ?? -1;
}

/** Looks behind the doors: into the tables and the store. */
export async function lookBehind(db: Database, kept: readonly string[]): Promise<Finding[]> {
  const finding = async (what: string, statement: ReturnType<typeof sql<{ count: number }>>) => ({
    what,
    exceptions: await count(db, statement),
  });
  return [
    await finding(
      "no piece is left open",
      sql<{ count: number }>`select count(*)::int from pieces where state in ('waiting', 'paused', 'ready', 'running')`,
    ),
    await finding(
      "what can be claimed is counted as the pieces say",
      sql<{ count: number }>`select count(*)::int from open_work where ready <> 0 or running <> 0`,
    ),
    await finding(
      "each job that succeeded has one transcript, and no other has one",
      sql<{ count: number }>`select count(*)::int from jobs left join transcripts on job_id = jobs.id
        where (jobs.state = 'succeeded') <> (transcripts.job_id is not null)`,
    ),
    await finding(
      "events are numbered without a gap",
      sql<{ count: number }>`select count(*)::int from jobs where last_event <>
        (select count(*) from job_events where job_id = jobs.id)`,
    ),
    await finding(
      "each job tells of one end, as its last event",
      sql<{ count: number }>`select count(*)::int from jobs where not exists (
        select from job_events where job_id = jobs.id and sequence = jobs.last_event
          and body ->> 'type' = 'job-' || jobs.state)
        or (select count(*) from job_events where job_id = jobs.id
          and body ->> 'type' in ('job-succeeded', 'job-failed', 'job-cancelled')) <> 1`,
    ),
    await finding(
      "all pieces that are done are counted once",
      sql<{ count: number }>`select count(*)::int from jobs where jobs.state = 'succeeded' and pieces_done <>
        (select count(*) from pieces where job_id = jobs.id and stage = 'recognise' and state = 'done')`,
    ),
    { what: "every file in the store is wanted", exceptions: await orphans(db, kept) },
  ];
}

/** How it stands with what is to be told of these jobs. */
export async function deliveriesOf(db: Database, jobs: readonly string[]): Promise<unknown[]> {
  const { rows } = await sql`
    select jobs.id, jobs.state as ended, extract(epoch from now() - jobs.finished_at)::int as seconds_ago, event,
      deliveries.state, attempts, last_status, last_error ->> 'code' as code, is_leased,
      extract(epoch from next_at - now())::int as next_in
    from jobs left join webhook_deliveries as deliveries on job_id = jobs.id
    where jobs.id = any(${jobs}::uuid[])`.execute(db);
  return rows;
}

async function orphans(db: Database, kept: readonly string[]): Promise<number> {
  const rows = await db.selectFrom("blobs").select(["tenant_id", "digest"]).execute();
  const wanted = new Set(rows.map(({ tenant_id, digest }) => join(tenant_id, digest.slice(0, 2), digest)));
  return kept.filter((name) => !name.startsWith("incoming") && !wanted.has(name)).length;
}
