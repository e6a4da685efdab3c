import { type Selectable, sql } from "kysely";
import type { AuditActor } from "../domain/audit.ts";
import type { DeliveryState, WebhookDelivery } from "../domain/webhook.ts";
import { writeAudit } from "./audit-log.ts";
import { type Cursor, createdExactly, isBehind } from "./pages.ts";
import type { Database, Schema } from "./schema.ts";

/** What deliveries are asked for. */
export interface DeliveryQuery {
  readonly tenant: string;
  readonly job?: string | undefined;
  readonly states?: readonly DeliveryState[] | undefined;
  readonly after?: Cursor | undefined;
  readonly limit: number;
}

/** Deliveries of a tenant, the newest first. */
export async function pageOfDeliveries(
  db: Database,
  { tenant, job, states, after, limit }: DeliveryQuery,
): Promise<{ delivery: WebhookDelivery; cursor: Cursor }[]> {
  let query = db
    .selectFrom("webhook_deliveries")
    .selectAll()
    .select(createdExactly("webhook_deliveries").as("created_exactly"))
    .where("tenant_id", "=", tenant)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (job !== undefined) query = query.where("job_id", "=", job);
  if (states) query = query.where("state", "in", states);
  if (after) query = query.where(isBehind("webhook_deliveries", after));
  const rows = await query.execute();
  return rows.map((row) => ({ delivery: toDelivery(row), cursor: { createdAt: row.created_exactly, id: row.id } }));
}

/** What became of the wish to send a delivery again. */
export type Replayed = WebhookDelivery | "no-delivery" | "no-endpoint" | "endpoint-paused";

/**
 * Makes a delivery due at once, for another day of trying, and notes it in the audit log. One that is being sent at the moment
 * stays as it is.
 */
export async function replayDelivery(
  db: Database,
  { tenant, id, actor }: { readonly tenant: string; readonly id: string; readonly actor: AuditActor },
): Promise<Replayed> {
  return db.transaction().execute(async (within) => {
    const wanted = within
      .selectFrom("webhook_deliveries")
      .selectAll()
      .where("tenant_id", "=", tenant)
      .where("id", "=", id);
    const endpoint = await within
      .selectFrom("webhook_endpoints")
      .select("state")
      .where("id", "=", wanted.clearSelect().select("endpoint_id"))
      // Before the delivery, as everywhere. A pause that begins now sees what is due again.
      .forShare()
      .executeTakeFirst();
    const found = await wanted.forUpdate().executeTakeFirst();
    if (!found) return "no-delivery";
    if (found.endpoint_id !== null && !endpoint) return "no-endpoint";
    if (endpoint?.state === "paused") return "endpoint-paused";
    await writeAudit(within, { tenant, actor, action: "delivery-replayed", detail: { delivery: id } });
    if (found.is_leased) return toDelivery(found);
    const due = sql<Date>`now()`;
    const row = await within
      .updateTable("webhook_deliveries")
      .set({ state: "pending", attempts: 0, next_at: due, tried_since: due, ended_at: null })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return toDelivery(row);
  });
}

function toDelivery(row: Selectable<Schema["webhook_deliveries"]>): WebhookDelivery {
  const nextAt = row.state === "pending" && row.next_at instanceof Date ? row.next_at : null;
  return {
    id: row.id,
    endpoint: row.endpoint_id,
    job: row.job_id,
    batch: row.batch_id,
    event: row.event,
    url: row.url,
    state: row.state,
    attempts: row.attempts,
    nextAt,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    attemptedAt: row.attempted_at,
    endedAt: row.ended_at,
  };
}
