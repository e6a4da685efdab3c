import type { Caller } from "../../domain/caller.ts";
import type { keyChecker } from "../keys/check-key.ts";
import { callerOfKey } from "../keys/known-keys.ts";
import type { OpenedSession, SessionKeeper } from "./session-keeper.ts";

/**
 * Opens a session for whoever has a key, which may do what the key may, counts against its limits, and is over when the key,
 * or the secret that came, is.
 * @throws {Failure} `key-refused`, `secrets-unavailable`
 */
export async function signInByKey(
  { checkKey, sessions }: { readonly checkKey: ReturnType<typeof keyChecker>; readonly sessions: SessionKeeper },
  given: string,
): Promise<OpenedSession & { readonly caller: Caller }> {
  const { key, digest } = await checkKey(given);
  const opened = await sessions.open({ tenant: key.tenant, owner: { key: { id: key.id, digest } }, by: "key" });
  return { ...opened, caller: callerOfKey(key) };
}
