import { type Selectable, sql } from "kysely";
import type { AuditAction, AuditActor } from "../domain/audit.ts";
import type { Database, Schema, Transaction } from "./schema.ts";

/** What is kept of something that was done. No names, addresses, texts or secrets. */
export interface AuditEntry {
  readonly tenant: string;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly job?: string;
  readonly detail: object;
}

type AuditRow = Selectable<Schema["audit_log"]>;

/** Writes an entry, in the transaction that does what it tells of. */
export async function writeAudit(within: Transaction, entry: AuditEntry): Promise<Pick<AuditRow, "id" | "at">> {
  const { tenant, actor, action, job = null, detail } = entry;
  return within
    .insertInto("audit_log")
    .values({ tenant_id: tenant, actor, action, job_id: job, detail: JSON.stringify(detail) })
    .returning(["id", "at"])
    .executeTakeFirstOrThrow();
}

/** Says more in the detail of an entry that was written before. */
export async function addToAudit(db: Database, id: string, detail: object): Promise<void> {
  await db
    .updateTable("audit_log")
    .set({ detail: sql<string>`detail || ${JSON.stringify(detail)}::jsonb` })
    .where("id", "=", id)
    .execute();
}

/** What was written when a job of a tenant was erased, or nothing. */
export async function findPurge(
  db: Database,
  { tenant, id }: { tenant: string; id: string },
): Promise<AuditRow | undefined> {
  return (
    db
      .selectFrom("audit_log")
      .selectAll()
      .where("action", "=", "job-purged")
      .where("job_id", "=", id)
      .where("tenant_id", "=", tenant)
      // Versions before this one counted nothing.
      .where(sql<boolean>`jsonb_exists(detail, 'recordings')`)
      .executeTakeFirst()
  );
}

/** Which entries are meant; what is left out, all. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** From then on. */
  readonly since?: Date | undefined;
  /** Before then. */
  readonly until?: Date | undefined;
}

interface AuditPlace extends AuditFilter {
  readonly tenant: string;
  /** The `id` of the entry that the page follows on. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** What was done of a tenant's, the latest first. */
export async function pageOfAudit(db: Database, place: AuditPlace): Promise<AuditRow[]> {
  const { tenant, after, actor, action, since, until, limit } = place;
  let query = db
    .selectFrom("audit_log")
    .selectAll()
    .where("tenant_id", "=", tenant)
    .orderBy("audit_log.id", "desc")
    .limit(limit);
  if (after !== undefined) query = query.where("audit_log.id", "<", after);
  if (actor !== undefined) query = query.where("actor", "=", actor);
  if (action !== undefined) query = query.where("action", "=", action);
  if (since !== undefined) query = query.where("at", ">=", since);
  if (until !== undefined) query = query.where("at", "<", until);
  return query.execute();
}
