import { sql } from "kysely";
import { noteBatchEnded } from "./batches-outbox.ts";
import type { Transaction } from "./schema.ts";

/**
 * Ends a batch if none of its jobs is open any more, and has webhooks told. Of two last jobs that end at the same moment the
 * second waits here for the first, and then sees its end: so it is told once. Comes last in a transaction, as the lock of
 * the batch is taken after all others.
 */
export async function endBatchIfOver(within: Transaction, batch: string): Promise<void> {
  const open = await within
    .selectFrom("batches")
    .select("id")
    .where("id", "=", batch)
    .where("ended_at", "is", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!open) return;
  // A statement of its own: what others committed while this one waited has to be seen.
  const { rows } = await sql`
    update batches set ended_at = clock_timestamp()
    where id = ${batch} and not exists (select from jobs where batch_id = ${batch} and state in ('queued', 'running'))
    returning id`.execute(within);
  if (rows.length > 0) await noteBatchEnded(within, batch);
}

/** Opens a batch again, one of whose jobs is open again. Its lock is taken even where it is open: it may be about to end. */
export async function reopenBatch(within: Transaction, batch: string): Promise<void> {
  await within.updateTable("batches").set({ ended_at: null }).where("id", "=", batch).execute();
}

/** Writes down that a job of a batch has been erased, in the transaction that did it. Comes last, as `endBatchIfOver` does. */
export async function countOutOfBatch(within: Transaction, batch: string): Promise<void> {
  await within.selectFrom("batches").select("id").where("id", "=", batch).forNoKeyUpdate().execute();
  await endBatchIfOver(within, batch);
  await sql`
    update batches set emptied_at = now()
    where id = ${batch} and not exists (select from jobs where batch_id = ${batch})`.execute(within);
}
