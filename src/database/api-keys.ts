import { type Selectable, sql } from "kysely";
import type { ApiKey, KeyRights } from "../domain/api-key.ts";
import type { AuditActor } from "../domain/audit.ts";
import { writeAudit } from "./audit-log.ts";
import { type Cursor, createdExactly, isBehind } from "./pages.ts";
import type { Database, Schema, Transaction } from "./schema.ts";
import { ensureTenant, lockTenant } from "./tenants.ts";

type Row = Selectable<Schema["api_keys"]>;

/** A key, and who did something with it. */
export interface Done {
  readonly tenant: string;
  readonly id: string;
  readonly actor: AuditActor;
}

/** What may be changed of a key. */
export type KeyChanges = Partial<KeyRights & { readonly name: string }>;

/** Writes a key, with its tenant where that is new. */
export async function insertKey(
  within: Transaction,
  { tenant, id, actor, digest, ...rest }: Done & KeyRights & { readonly name: string; readonly digest: Buffer },
): Promise<ApiKey> {
  await ensureTenant(within, tenant);
  const row = await within
    .insertInto("api_keys")
    .values({ id, tenant_id: tenant, digest, name: rest.name, scopes: [...rest.scopes], ...columnsOf(rest) })
    .returningAll()
    .executeTakeFirstOrThrow();
  await writeAudit(within, { tenant, actor, action: "key-created", detail: { key: id, ...toldOf(rest) } });
  return toKey(row);
}

/** Keys of a tenant, or of all, the newest first. */
export async function pageOfKeys(
  db: Database,
  { tenant, after, limit }: { tenant: string | undefined; after: Cursor | undefined; limit: number },
): Promise<{ key: ApiKey; cursor: Cursor }[]> {
  let query = db
    .selectFrom("api_keys")
    .selectAll()
    .select(createdExactly("api_keys").as("created_exactly"))
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit);
  if (tenant !== undefined) query = query.where("tenant_id", "=", tenant);
  if (after) query = query.where(isBehind("api_keys", after));
  const rows = await query.execute();
  return rows.map((row) => ({ key: toKey(row), cursor: { createdAt: row.created_exactly, id: row.id } }));
}

/** A key of a tenant, or of whichever where none is named; nothing where there is none. */
export async function findKey(
  db: Database,
  { tenant, id }: { tenant: string | undefined; id: string },
): Promise<ApiKey | undefined> {
  let query = db.selectFrom("api_keys").selectAll().where("id", "=", id);
  if (tenant !== undefined) query = query.where("tenant_id", "=", tenant);
  const row = await query.executeTakeFirst();
  return row && toKey(row);
}

/** A key that is not revoked, its row locked until the transaction ends, and whatever else is about who administers its tenant. */
export async function lockKey(
  within: Transaction,
  { tenant, id }: { tenant: string; id: string },
): Promise<ApiKey | undefined> {
  await lockTenant(within, tenant);
  const row = await within
    .selectFrom("api_keys")
    .selectAll()
    .where("id", "=", id)
    .where("tenant_id", "=", tenant)
    .where("revoked_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row && toKey(row);
}

/** Writes what is changed of a key that is locked. */
export function changeKey(
  within: Transaction,
  { changes, ...done }: Done & { readonly changes: KeyChanges },
): Promise<ApiKey> {
  const set = { ...(changes.name !== undefined && { name: changes.name }), ...columnsOf(changes) };
  const detail = { changed: Object.keys(changes), ...toldOf(changes) };
  return alter(within, { ...done, action: "key-changed", set, detail });
}

/** Gives a key that is locked another secret. The one before is good for some more seconds. */
export function rotateDigest(
  within: Transaction,
  { digest, graceSeconds, ...done }: Done & { readonly digest: Buffer; readonly graceSeconds: number },
): Promise<ApiKey> {
  const until = sql<Date>`now() + make_interval(secs => ${graceSeconds})`;
  const set = { earlier_digest: sql<Buffer>`digest`, earlier_until: until, digest };
  return alter(within, { ...done, action: "key-rotated", set, detail: { graceSeconds } });
}

/** Ends a key that is locked. */
export function revokeKey(within: Transaction, done: Done): Promise<ApiKey> {
  return alter(within, { ...done, action: "key-revoked", set: { revoked_at: sql<Date>`now()` }, detail: {} });
}

async function alter(
  within: Transaction,
  {
    tenant,
    id,
    actor,
    action,
    set,
    detail,
  }: Done & { action: "key-changed" | "key-rotated" | "key-revoked"; set: object; detail: object },
): Promise<ApiKey> {
  const row = await within
    .updateTable("api_keys")
    // Written even where nothing changes.
    .set({ id, ...set })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await writeAudit(within, { tenant, actor, action, detail: { key: id, ...detail } });
  return toKey(row);
}

/** What the audit log tells of a key: what it may do, not what it is called. */
const toldOf = ({ scopes, models, origins, limits, expiresAt }: Partial<KeyRights>) => ({
  // What is undefined is left out as it is written.
  scopes,
  models,
  origins,
  limits,
  expiresAt,
});

function columnsOf({ scopes, models, origins, limits, expiresAt }: Partial<KeyRights>) {
  const list = (items: readonly string[] | null) => items && [...items];
  return {
    ...(scopes && { scopes: [...scopes] }),
    ...(models !== undefined && { models: list(models) }),
    ...(origins !== undefined && { origins: list(origins) }),
    ...(expiresAt !== undefined && { expires_at: expiresAt }),
    ...(limits && {
      requests_per_minute: limits.requestsPerMinute,
      open_jobs: limits.openJobs,
      bytes_per_day: limits.bytesPerDay,
      seconds_per_month: limits.minutesPerMonth === null ? null : limits.minutesPerMonth * 60,
    }),
  };
}

/** A row as it is shown. */
export function toKey(row: Row): ApiKey {
  return {
    id: row.id,
    tenant: row.tenant_id,
    name: row.name,
    scopes: row.scopes,
    models: row.models,
    origins: row.origins,
    limits: {
      requestsPerMinute: row.requests_per_minute,
      openJobs: row.open_jobs,
      bytesPerDay: row.bytes_per_day === null ? null : Number(row.bytes_per_day),
      minutesPerMonth: row.seconds_per_month === null ? null : row.seconds_per_month / 60,
    },
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
