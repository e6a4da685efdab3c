import { type Selectable, sql } from "kysely";
import type { AuditActor } from "../domain/audit.ts";
import type { WebhookEndpoint, WebhookEvent } from "../domain/webhook.ts";
import { writeAudit } from "./audit-log.ts";
import type { Database, Schema } from "./schema.ts";
import { lockTenant } from "./tenants.ts";

export interface NewEndpoint {
  readonly id: string;
  readonly tenant: string;
  /** Told of the jobs of this key alone; of all of the tenant's when null. */
  readonly key: string | null;
  readonly url: string;
  /** Sealed. */
  readonly secret: Buffer;
  readonly events: readonly WebhookEvent[];
  readonly actor: AuditActor;
}

type Named = { readonly tenant: string; readonly id: string };

/** Keeps an endpoint, and notes it in the audit log. @returns nothing where the tenant has as many as it may */
export async function addEndpoint(
  db: Database,
  { id, tenant, key, url, secret, events, actor }: NewEndpoint,
  most: number,
): Promise<WebhookEndpoint | undefined> {
  return db.transaction().execute(async (within) => {
    // Two at once are counted one after the other.
    await lockTenant(within, tenant);
    const { count } = await within
      .selectFrom("webhook_endpoints")
      .select(sql<number>`count(*)::int`.as("count"))
      .where("tenant_id", "=", tenant)
      .executeTakeFirstOrThrow();
    if (count >= most) return undefined;
    const row = await within
      .insertInto("webhook_endpoints")
      .values({ id, tenant_id: tenant, key_id: key, url, secret, events: [...events] })
      .returningAll()
      .executeTakeFirstOrThrow();
    await writeAudit(within, { tenant, actor, action: "webhook-added", detail: { webhook: id } });
    return toEndpoint(row);
  });
}

/** Endpoints of a tenant, the newest first. */
export async function listEndpoints(db: Database, tenant: string): Promise<WebhookEndpoint[]> {
  const rows = await db
    .selectFrom("webhook_endpoints")
    .selectAll()
    .where("tenant_id", "=", tenant)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return rows.map(toEndpoint);
}

/** An endpoint with its sealed secret, or nothing. */
export async function findEndpoint(
  db: Database,
  { tenant, id }: Named,
): Promise<{ endpoint: WebhookEndpoint; secret: Buffer } | undefined> {
  const row = await db
    .selectFrom("webhook_endpoints")
    .selectAll()
    .where("tenant_id", "=", tenant)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { endpoint: toEndpoint(row), secret: row.secret };
}

/** Deletes an endpoint and all that was still to be sent to it, and notes it in the audit log. @returns whether there was one */
export async function deleteEndpoint(
  db: Database,
  { tenant, id, actor }: Named & { readonly actor: AuditActor },
): Promise<boolean> {
  return db.transaction().execute(async (within) => {
    // Deliveries before endpoints, as senders lock them.
    await within
      .updateTable("webhook_deliveries")
      .set({ state: "cancelled", is_leased: false, ended_at: sql<Date>`now()` })
      .where("tenant_id", "=", tenant)
      .where("endpoint_id", "=", id)
      .where("state", "=", "pending")
      .execute();
    const deleted = await within
      .deleteFrom("webhook_endpoints")
      .where("tenant_id", "=", tenant)
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (!deleted) return false;
    await writeAudit(within, { tenant, actor, action: "webhook-deleted", detail: { webhook: id } });
    return true;
  });
}

/** Lets an endpoint be sent to again, at once what has waited, and notes it in the audit log. @returns it, or nothing */
export async function resumeEndpoint(
  db: Database,
  { tenant, id, actor }: Named & { readonly actor: AuditActor },
): Promise<WebhookEndpoint | undefined> {
  return db.transaction().execute(async (within) => {
    const row = await within
      .updateTable("webhook_endpoints")
      .set({ state: "active", failures: 0, failing_since: null, paused_at: null, pause_reason: null })
      .where("tenant_id", "=", tenant)
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirst();
    if (!row) return undefined;
    // No sender has one of these: what is held is not due.
    await within
      .updateTable("webhook_deliveries")
      .set({ next_at: sql<Date>`now()` })
      .where("endpoint_id", "=", id)
      .where("state", "=", "pending")
      .where("next_at", "=", sql<Date>`'infinity'`)
      .execute();
    await writeAudit(within, { tenant, actor, action: "webhook-resumed", detail: { webhook: id } });
    return toEndpoint(row);
  });
}

function toEndpoint(row: Selectable<Schema["webhook_endpoints"]>): WebhookEndpoint {
  return {
    id: row.id,
    key: row.key_id,
    url: row.url,
    events: row.events,
    state: row.state,
    failures: row.failures,
    failingSince: row.failing_since,
    pausedAt: row.paused_at,
    pauseReason: row.pause_reason,
    createdAt: row.created_at,
  };
}
