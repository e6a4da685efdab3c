import { timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import { type KnownKey, lookUpKey, noteUse } from "../../database/key-lookup.ts";
import { stateOfKey } from "../../domain/api-key.ts";
import type { Caller } from "../../domain/caller.ts";
import { describeBug } from "../../domain/describe-bug.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { readKey } from "./write-key.ts";

/** So long a key that was revoked or changed may still be taken for what it was. */
const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 10_000;

type Needs = Pick<Services, "db" | "secrets" | "log">;

/**
 * Says who asks by the key that came. What the database says of a key is remembered for five seconds, so that a busy client
 * does not cost a question each time; what it says of keys that are not there is not.
 * @throws {Failure} from what it gives back: `key-missing`, `key-refused`, `secrets-unavailable`
 */
export function authenticator({ db, secrets, log }: Needs): (given: string | undefined) => Promise<Caller> {
  const known = new LRUCache<string, KnownKey>({
    ...{ max: MOST_REMEMBERED, ttl: REMEMBERED_MS, ignoreFetchAbort: true },
    fetchMethod: async (id) => {
      const found = await lookUpKey(db, id);
      // Whoever asks does not wait for it, and is not refused where it cannot be noted.
      if (found)
        noteUse(db, id).catch((error: unknown) => log.warn({ bug: describeBug(error) }, "use of a key not noted"));
      return found;
    },
  });
  return async (given) => {
    if (given === undefined)
      throw new Failure("key-missing", "This server wants a key. Send it as: Authorization: Bearer sw_…");
    const parts = readKey(given);
    const found = parts && (await known.fetch(parts.id));
    if (!found || !isGood(found, secrets.digest(parts.secret))) throw refused();
    const { id, tenant, scopes, models, origins, limits } = found.key;
    return { tenant, key: id, scopes, models, origins, limits };
  };
}

function isGood({ key, digest, earlier }: KnownKey, given: Buffer): boolean {
  if (stateOfKey(key, new Date()) !== "active") return false;
  // Both are compared, whatever the first says: how long it takes tells nothing.
  const [isIt, wasIt] = [timingSafeEqual(digest, given), earlier !== null && timingSafeEqual(earlier, given)];
  return isIt || wasIt;
}

const refused = () =>
  new Failure("key-refused", "This key is not known here, was revoked, or has expired. Ask for another.");
