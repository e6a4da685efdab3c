import type { ApiKey } from "../../domain/api-key.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { isGood, type KnownKeys } from "./known-keys.ts";
import { refusalNotes } from "./note-refusal.ts";
import { readKey } from "./write-key.ts";

/** A key that came with its secret, or with the one before while that is good. */
export interface CheckedKey {
  readonly key: ApiKey;
  /** Of the secret that came. */
  readonly digest: Buffer;
}

/**
 * Checks keys that come, wherever they come. That one was refused is noted in the audit log of its tenant, where it is known.
 * @throws {Failure} from what it gives back: `key-refused`, `secrets-unavailable`
 */
export function keyChecker(
  { db, log, requests, secrets }: Pick<Services, "db" | "log" | "requests" | "secrets">,
  keys: KnownKeys,
): (given: string) => Promise<CheckedKey> {
  const noteRefusal = refusalNotes({ db, log, requests });
  return async (given) => {
    const parts = readKey(given);
    const found = parts && (await keys(parts.id));
    if (!found) throw keyRefused();
    const digest = secrets.digest(parts.secret);
    if (isGood(found, digest)) return { key: found.key, digest };
    await noteRefusal(found.key);
    throw keyRefused();
  };
}

/** Which of the three is not said. */
export const keyRefused = () =>
  new Failure("key-refused", "This key is not known here, was revoked, or has expired. Ask for another.");
