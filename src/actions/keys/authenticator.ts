import type { Caller } from "../../domain/caller.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { callerOfKey, isGood, type KnownKeys } from "./known-keys.ts";
import { readKey } from "./write-key.ts";

/**
 * Says who asks by the key that came.
 * @throws {Failure} from what it gives back: `key-refused`, `secrets-unavailable`
 */
export function authenticator(
  { secrets }: Pick<Services, "secrets">,
  keys: KnownKeys,
): (given: string) => Promise<Caller> {
  return async (given) => {
    const parts = readKey(given);
    const found = parts && (await keys(parts.id));
    if (!found || !isGood(found, secrets.digest(parts.secret))) throw keyRefused();
    return callerOfKey(found.key);
  };
}

/** Which of the three is not said. */
export const keyRefused = () =>
  new Failure("key-refused", "This key is not known here, was revoked, or has expired. Ask for another.");
