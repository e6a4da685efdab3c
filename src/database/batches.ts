import { sql } from "kysely";
import type { Batch, BatchCounts } from "../domain/batch.ts";
import { type Cursor, createdExactly, isBehind } from "./pages.ts";
import type { Database, Transaction } from "./schema.ts";

interface BatchRow extends BatchCounts {
  id: string;
  tenant_id: string;
  created_at: Date;
  created_exactly: string;
  ended_at: Date | null;
}

/** All that has to be read of batches to show them. */
const selectBatches = sql`
  select batches.id, batches.tenant_id, batches.created_at, batches.ended_at, counts.*,
    ${createdExactly("batches")} as created_exactly
  from batches cross join lateral (
    select count(*)::int as total,
      count(*) filter (where state = 'queued')::int as queued,
      count(*) filter (where state = 'running')::int as running,
      count(*) filter (where state = 'succeeded')::int as succeeded,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'cancelled')::int as cancelled,
      count(*) filter (where partial)::int as partial
    from jobs where batch_id = batches.id
  ) as counts`;

/** A batch of a tenant, or nothing. */
export async function findBatch(
  db: Database | Transaction,
  { tenant, id }: { tenant: string; id: string },
): Promise<Batch | undefined> {
  const { rows } = await sql<BatchRow>`
    ${selectBatches} where batches.id = ${id} and batches.tenant_id = ${tenant}`.execute(db);
  return rows[0] && toBatch(rows[0]);
}

/** Batches of a tenant, the newest first. */
export async function pageOfBatches(
  db: Database,
  { tenant, after, limit }: { tenant: string; after: Cursor | undefined; limit: number },
): Promise<{ batch: Batch; cursor: Cursor }[]> {
  const older = after ? sql`and ${isBehind("batches", after)}` : sql``;
  const { rows } = await sql<BatchRow>`
    ${selectBatches} where batches.tenant_id = ${tenant} ${older}
    order by batches.created_at desc, batches.id desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ batch: toBatch(row), cursor: { createdAt: row.created_exactly, id: row.id } }));
}

/** Ids of the jobs of a batch, the last item first; with `openOnly` of those that have not ended. */
export async function jobsOfBatch(
  db: Database,
  { id, openOnly }: { id: string; openOnly: boolean },
): Promise<string[]> {
  let query = db.selectFrom("jobs").select("id").where("batch_id", "=", id);
  if (openOnly) query = query.where("state", "in", ["queued", "running"]);
  const rows = await query.orderBy("created_at", "desc").orderBy("id", "desc").execute();
  return rows.map((row) => row.id);
}

/** Forgets a batch of which no job is left, with what was still to be told of it. */
export async function deleteEmptyBatch(db: Database, id: string): Promise<void> {
  await db
    .deleteFrom("batches")
    .where("id", "=", id)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("jobs").select("jobs.id").whereRef("jobs.batch_id", "=", "batches.id"))),
    )
    .execute();
}

/** Forgets the batches of which nothing has been left for a day: until then it is told that they ended. */
export async function forgetEmptyBatches(db: Database): Promise<void> {
  await sql`delete from batches where emptied_at < now() - interval '1 day'`.execute(db);
}

function toBatch(row: BatchRow): Batch {
  const { id, tenant_id: tenant, created_at: createdAt, ended_at: endedAt } = row;
  const { total, queued, running, succeeded, failed, cancelled, partial } = row;
  const counts = { total, queued, running, succeeded, failed, cancelled, partial };
  return { id, tenant, state: endedAt === null ? "open" : "ended", counts, createdAt, endedAt };
}
