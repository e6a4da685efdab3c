import { type RawBuilder, sql } from "kysely";
import type { AskedAs, JobState } from "../domain/job.ts";
import type { Database, Transaction } from "./schema.ts";

/** Jobs of a tenant that came in the words of another service; `request` is part of what was kept of each. */
export interface AskedJobs extends AskedAs {
  readonly tenant: string;
}

/** By the index of dialects. */
const isAskedAs = ({ dialect, request }: AskedAs): RawBuilder<boolean> =>
  sql<boolean>`(asked_as is not null and asked_as->>'dialect' = ${dialect} and asked_as->'request' @> ${JSON.stringify(request)}::jsonb)`;

/** How many there are in each state. */
export async function countAsked(
  db: Database,
  { tenant, ...asked }: AskedJobs,
): Promise<Partial<Record<JobState, number>>> {
  const rows = await db
    .selectFrom("jobs")
    .select(["state", sql<number>`count(*)::int`.as("count")])
    .where("tenant_id", "=", tenant)
    .where(isAskedAs(asked))
    .groupBy("state")
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** How many workers are busy with them. */
export async function countWorkers(db: Database, { tenant, ...asked }: AskedJobs): Promise<number> {
  const row = await db
    .selectFrom("jobs")
    .innerJoin("pieces", "pieces.job_id", "jobs.id")
    .select(sql<number>`count(distinct pieces.worker)::int`.as("count"))
    .where("jobs.tenant_id", "=", tenant)
    .where("jobs.state", "=", "running")
    .where("pieces.state", "=", "running")
    .where(isAskedAs(asked))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The ids of those that nobody has begun, the oldest first. */
export async function findWaiting(db: Database, { tenant, ...asked }: AskedJobs): Promise<string[]> {
  const rows = await db
    .selectFrom("jobs")
    .select("id")
    .where("tenant_id", "=", tenant)
    .where("state", "=", "queued")
    .where(isAskedAs(asked))
    .orderBy("created_at")
    .execute();
  return rows.map(({ id }) => id);
}

/** Locks a job that nobody has begun. @returns whether it is still one */
export async function lockWaiting(within: Transaction, job: string): Promise<boolean> {
  const row = await within
    .selectFrom("jobs")
    .select("id")
    .where("id", "=", job)
    .where("state", "=", "queued")
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that the end of a job was told. @returns whether it was not before; another end is another matter */
export async function noteTold(db: Database, { tenant, id }: { tenant: string; id: string }): Promise<boolean> {
  const end = sql`to_jsonb(extract(epoch from finished_at))`;
  const row = await db
    .updateTable("jobs")
    .set({ asked_as: sql<string>`jsonb_set(asked_as, '{told}', ${end})` })
    .where("tenant_id", "=", tenant)
    .where("id", "=", id)
    .where("finished_at", "is not", null)
    .where(sql<boolean>`asked_as->'told' is distinct from ${end}`)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
