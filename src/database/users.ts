import { randomUUID } from "node:crypto";
import { type Selectable, sql } from "kysely";
import type { AuditActor } from "../domain/audit.ts";
import type { Role, User } from "../domain/user.ts";
import { writeAudit } from "./audit-log.ts";
import { type Cursor, createdExactly, isBehind } from "./pages.ts";
import type { Database, Schema, Transaction } from "./schema.ts";
import { ensureTenant, lockTenant } from "./tenants.ts";

type Row = Selectable<Schema["users"]>;

/** What a user is written with. */
export interface NewUser {
  readonly tenant: string;
  /** As `writeEmail` gives it. */
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
  readonly actor: AuditActor;
}

/** Writes a user, with its tenant where that is new. @returns nothing where the tenant has one of that address */
export async function insertUser(within: Transaction, { tenant, actor, ...rest }: NewUser): Promise<User | undefined> {
  await ensureTenant(within, tenant);
  const row = await within
    .insertInto("users")
    .values({ id: randomUUID(), tenant_id: tenant, ...rest })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  await writeAudit(within, { tenant, actor, action: "user-invited", detail: { user: row.id, role: row.role } });
  return toUser(row);
}

/** Users of a tenant, or of all, the newest first. */
export async function pageOfUsers(
  db: Database,
  { tenant, after, limit }: { tenant: string | undefined; after: Cursor | undefined; limit: number },
): Promise<{ user: User; cursor: Cursor }[]> {
  let query = db
    .selectFrom("users")
    .selectAll()
    .select(createdExactly("users").as("created_exactly"))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (tenant !== undefined) query = query.where("tenant_id", "=", tenant);
  if (after) query = query.where(isBehind("users", after));
  const rows = await query.execute();
  return rows.map((row) => ({ user: toUser(row), cursor: { createdAt: row.created_exactly, id: row.id } }));
}

/** A user of a tenant, or of whichever where none is named; nothing where there is none. */
export async function findUser(
  db: Database,
  { tenant, id }: { tenant: string | undefined; id: string },
): Promise<User | undefined> {
  let query = db.selectFrom("users").selectAll().where("id", "=", id);
  if (tenant !== undefined) query = query.where("tenant_id", "=", tenant);
  const row = await query.executeTakeFirst();
  return row && toUser(row);
}

/** The same, its row locked until the transaction ends, and whatever else is about who administers its tenant. */
export async function lockUser(
  within: Transaction,
  { tenant, id }: { tenant: string; id: string },
): Promise<User | undefined> {
  await lockTenant(within, tenant);
  return findUser(within, { tenant, id });
}

/** What may be changed of a user. */
export interface UserChanges {
  readonly name?: string | null;
  readonly role?: Role;
  readonly isDisabled?: boolean;
}

/** Writes what is changed of a user that is locked. */
export async function writeUser(
  within: Transaction,
  id: string,
  { isDisabled, ...changes }: UserChanges,
): Promise<User> {
  const row = await within
    .updateTable("users")
    .set({
      id,
      ...changes,
      // The day they were disabled stays the first.
      ...(isDisabled !== undefined && { disabled_at: isDisabled ? sql<Date>`coalesce(disabled_at, now())` : null }),
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toUser(row);
}

/** Erases a user, with what is signed in of it. */
export async function eraseUser(within: Transaction, id: string): Promise<void> {
  await within.deleteFrom("users").where("id", "=", id).execute();
}

/** Whether a tenant is administered by anybody but one user or key: an admin, or a key with that scope. */
export async function hasOtherAdmin(
  within: Transaction,
  { tenant, id }: { readonly tenant: string; readonly id: string },
): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select 1 from users
        where tenant_id = ${tenant} and id::text <> ${id} and role = 'admin' and disabled_at is null)
      or exists (select 1 from api_keys where tenant_id = ${tenant} and id <> ${id} and 'admin' = any (scopes)
        and revoked_at is null and (expires_at is null or expires_at > now())) as has`.execute(within);
  return rows[0]?.has ?? false;
}

/** A row as it is shown. */
export function toUser(row: Row): User {
  return {
    id: row.id,
    tenant: row.tenant_id,
    email: row.email,
    name: row.name,
    role: row.role,
    isBound: row.subject !== null,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    disabledAt: row.disabled_at,
  };
}
