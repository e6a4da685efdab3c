import { sql } from "kysely";
import { writeBatch } from "../domain/batch.ts";
import type { BatchNotice } from "../domain/webhook.ts";
import { findBatch } from "./batches.ts";
import type { Transaction } from "./schema.ts";
import { addressed, endpointsFor } from "./webhook-outbox.ts";

const EVENT = "batch.ended" as const;

/** Has all webhooks told that want to hear of the end of a batch. Under the lock of its row. */
export async function noteBatchEnded(within: Transaction, id: string): Promise<void> {
  const own = await within
    .selectFrom("batch_webhooks")
    .select(["url", "kind"])
    .where("batch_id", "=", id)
    .where(sql<string>`${EVENT}`, "=", sql<string>`any(events)`)
    .execute();
  const endpoints = await endpointsFor(within, { table: "batches", id, event: EVENT });
  const receivers = [...own.map((hook) => ({ ...hook, endpoint: null, isPaused: false })), ...endpoints];
  if (receivers.length === 0) return;
  const { tenant_id: tenant } = await within
    .selectFrom("batches")
    .select("tenant_id")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const batch = await findBatch(within, { tenant, id });
  if (!batch) throw new Error("A batch whose row is locked is there");
  const notice: BatchNotice = { type: EVENT, timestamp: new Date().toISOString(), data: { batch: writeBatch(batch) } };
  const payload = JSON.stringify(notice);
  const rows = receivers.map((receiver) => ({
    tenant_id: tenant,
    batch_id: id,
    event: EVENT,
    payload,
    ...addressed(receiver),
  }));
  await within.insertInto("webhook_deliveries").values(rows).execute();
}
