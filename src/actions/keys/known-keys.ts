import { timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import { type KnownKey, lookUpKey, noteUse } from "../../database/key-lookup.ts";
import { type ApiKey, stateOfKey } from "../../domain/api-key.ts";
import type { Caller } from "../../domain/caller.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import type { Services } from "../../services.ts";

/** So long what was revoked or changed may still be taken for what it was. */
export const REMEMBERED_MS = 5_000;
export const MOST_REMEMBERED = 10_000;

/** Finds keys by their id. */
export type KnownKeys = (id: string) => Promise<KnownKey | undefined>;

/**
 * What the database says of a key is remembered for five seconds, so that a busy client does not cost a question each time;
 * what it says of keys that are not there is not.
 */
export function knownKeys({ db, log }: Pick<Services, "db" | "log">): KnownKeys {
  const known = new LRUCache<string, KnownKey>({
    max: MOST_REMEMBERED,
    ttl: REMEMBERED_MS,
    ignoreFetchAbort: true,
    fetchMethod: async (id) => {
      const found = await lookUpKey(db, id);
      // Whoever asks does not wait for it, and is not refused where it cannot be noted.
      if (found)
        noteUse(db, id).catch((error: unknown) => log.warn({ bug: describeBug(error) }, "use of a key not noted"));
      return found;
    },
  });
  return (id) => known.fetch(id);
}

/** Whether a key is in use, and what was given is its secret or the one before while that is good. */
export function isGood({ key, digest, earlier }: KnownKey, given: Buffer): boolean {
  if (stateOfKey(key, new Date()) !== "active") return false;
  // Both are compared, whatever the first says: how long it takes tells nothing.
  const [isIt, wasIt] = [timingSafeEqual(digest, given), earlier !== null && timingSafeEqual(earlier, given)];
  return isIt || wasIt;
}

/** Who asks with a key. */
export const callerOfKey = ({ id, tenant, scopes, models, origins, limits }: ApiKey): Caller => ({
  tenant,
  key: id,
  user: null,
  scopes,
  models,
  origins,
  limits,
});
