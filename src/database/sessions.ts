import { sql } from "kysely";
import { IDLE_SECONDS, SESSION_SECONDS } from "../domain/session.ts";
import type { Role } from "../domain/user.ts";
import type { Database, Transaction } from "./schema.ts";

/** Whose a session is: a user's, or a key's as long as the secret that came is good. */
export type SessionOwner =
  | { readonly user: string; readonly key?: undefined }
  | { readonly user?: undefined; readonly key: { readonly id: string; readonly digest: Buffer } };

/** A session as it is looked up. */
export interface KnownSession {
  readonly tenant: string;
  readonly user: { readonly id: string; readonly role: Role } | null;
  readonly key: { readonly id: string; readonly digest: Buffer } | null;
}

/** Opens a session, and notes that its user is there. @returns when it is over in any case */
export async function insertSession(
  within: Transaction,
  { digest, tenant, owner }: { readonly digest: Buffer; readonly tenant: string; readonly owner: SessionOwner },
): Promise<Date> {
  if (owner.user !== undefined)
    await within.updateTable("users").set({ last_seen_at: sql<Date>`now()` }).where("id", "=", owner.user).execute();
  const { expires_at } = await within
    .insertInto("sessions")
    .values({
      digest,
      tenant_id: tenant,
      user_id: owner.user ?? null,
      key_id: owner.key?.id ?? null,
      key_digest: owner.key?.digest ?? null,
      expires_at: sql<Date>`now() + make_interval(secs => ${SESSION_SECONDS})`,
    })
    .returning("expires_at")
    .executeTakeFirstOrThrow();
  return expires_at;
}

/** A session that is not over, of a user who may sign in; nothing where there is none. */
export async function findSession(db: Database, digest: Buffer): Promise<KnownSession | undefined> {
  const row = await db
    .selectFrom("sessions")
    .leftJoin("users", "users.id", "sessions.user_id")
    .select(["sessions.tenant_id as tenant", "users.id as user", "users.role", "key_id as key", "key_digest"])
    .where("digest", "=", digest)
    .where("expires_at", ">", sql<Date>`now()`)
    .where("seen_at", ">", sql<Date>`now() - make_interval(secs => ${IDLE_SECONDS})`)
    .where("users.disabled_at", "is", null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { tenant, user, role, key, key_digest } = row;
  return {
    tenant,
    user: user !== null && role !== null ? { id: user, role } : null,
    key: key !== null && key_digest !== null ? { id: key, digest: key_digest } : null,
  };
}

/** Notes that a session and its user are there, to the minute. */
export async function noteSession(db: Database, digest: Buffer): Promise<void> {
  await sql`
    with seen as (
      update sessions set seen_at = now()
      where digest = ${digest} and seen_at < now() - interval '1 minute'
      returning user_id
    )
    update users set last_seen_at = now() from seen where users.id = seen.user_id`.execute(db);
}

/** Ends a session. @returns whose it was; nothing where there is none */
export async function deleteSession(within: Transaction, digest: Buffer): Promise<KnownSession | undefined> {
  const known = await findSession(within, digest);
  const { numDeletedRows } = await within.deleteFrom("sessions").where("digest", "=", digest).executeTakeFirst();
  return numDeletedRows > 0n ? known : undefined;
}

/** Ends every session of a user. */
export async function endSessionsOf(within: Transaction, user: string): Promise<void> {
  await within.deleteFrom("sessions").where("user_id", "=", user).execute();
}

/** Forgets sessions that are over, and those who did not come back from their provider. */
export async function forgetSessions(db: Database): Promise<void> {
  await db
    .deleteFrom("sessions")
    .where((eb) =>
      eb.or([
        eb("expires_at", "<=", sql<Date>`now()`),
        eb("seen_at", "<=", sql<Date>`now() - make_interval(secs => ${IDLE_SECONDS})`),
      ]),
    )
    .execute();
  await db.deleteFrom("sign_ins").where("expires_at", "<=", sql<Date>`now()`).execute();
}
