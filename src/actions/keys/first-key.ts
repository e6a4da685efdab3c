import { sql } from "kysely";
import { insertKey } from "../../database/api-keys.ts";
import { isWithoutKeys } from "../../database/key-lookup.ts";
import { NO_LIMITS } from "../../domain/api-key.ts";
import { OWNER } from "../../domain/caller.ts";
import type { Services } from "../../services.ts";
import { newKeyParts, writeKey } from "./write-key.ts";

/**
 * Makes the first key, which may do everything, where there is none yet. Of several processes that start at once one makes it.
 * @returns the key, to be shown once; nothing where keys have been made before
 * @throws {Failure} `secrets-unavailable`
 */
export async function firstKey({ db, secrets }: Pick<Services, "db" | "secrets">): Promise<string | undefined> {
  const parts = newKeyParts();
  const digest = secrets.digest(parts.secret);
  const isMade = await db.transaction().execute(async (within) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('first-key', 0))`.execute(within);
    if (!(await isWithoutKeys(within))) return false;
    await insertKey(within, {
      tenant: OWNER.tenant,
      id: parts.id,
      digest,
      name: "first key",
      actor: "operator",
      scopes: ["admin", "operate"],
      models: null,
      origins: null,
      limits: NO_LIMITS,
      expiresAt: null,
    });
    return true;
  });
  return isMade ? writeKey(parts) : undefined;
}
