import { writeAudit } from "../../database/audit-log.ts";
import type { Caller } from "../../domain/caller.ts";
import type { Services } from "../../services.ts";
import { keyRefused } from "../keys/authenticator.ts";
import { callerOfKey, isGood, type KnownKeys } from "../keys/known-keys.ts";
import { readKey } from "../keys/write-key.ts";
import type { OpenedSession, SessionKeeper } from "./session-keeper.ts";

/**
 * Opens a session for whoever has a key, which may do what the key may, counts against its limits, and is over when the key,
 * or the secret that came, is.
 * @throws {Failure} `key-refused`, `secrets-unavailable`
 */
export async function signInByKey(
  { db, secrets }: Pick<Services, "db" | "secrets">,
  { keys, sessions }: { readonly keys: KnownKeys; readonly sessions: SessionKeeper },
  given: string,
): Promise<OpenedSession & { readonly caller: Caller }> {
  const parts = readKey(given);
  const found = parts && (await keys(parts.id));
  if (!found) throw keyRefused();
  const { id, tenant } = found.key;
  const digest = secrets.digest(parts.secret);
  if (!isGood(found, digest)) {
    const refused = { tenant, actor: "client", action: "sign-in-refused", detail: { key: id } } as const;
    await db.transaction().execute((within) => writeAudit(within, refused));
    throw keyRefused();
  }
  const opened = await sessions.open({ tenant, owner: { key: { id, digest } }, by: "key" });
  return { ...opened, caller: callerOfKey(found.key) };
}
