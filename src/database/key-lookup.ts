import { sql } from "kysely";
import type { ApiKey } from "../domain/api-key.ts";
import { toKey } from "./api-keys.ts";
import type { Database } from "./schema.ts";

/** A key as it is looked up to be checked. */
export interface KnownKey {
  readonly key: ApiKey;
  readonly digest: Buffer;
  /** Of the secret before, while that is good. */
  readonly earlier: Buffer | null;
}

/** Looks a key up by what is not secret of it, and notes that it is in use. */
export async function lookUpKey(db: Database, id: string): Promise<KnownKey | undefined> {
  const row = await db
    .selectFrom("api_keys")
    .selectAll()
    .select(sql<boolean>`earlier_until > now()`.as("earlierIsGood"))
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return undefined;
  return { key: toKey(row), digest: row.digest, earlier: row.earlierIsGood ? row.earlier_digest : null };
}

/** Notes that a key is in use, to the minute. */
export async function noteUse(db: Database, id: string): Promise<void> {
  await db
    .updateTable("api_keys")
    .set({ last_used_at: sql<Date>`now()` })
    .where("id", "=", id)
    .where(sql<boolean>`(last_used_at is null or last_used_at < now() - interval '1 minute')`)
    .execute();
}

/** True where nobody has ever been given a key. */
export async function isWithoutKeys(db: Database): Promise<boolean> {
  return (await db.selectFrom("api_keys").select("id").limit(1).executeTakeFirst()) === undefined;
}
