import { changeKey, type Done, type KeyChanges, revokeKey, rotateDigest } from "../../database/api-keys.ts";
import type { ApiKey } from "../../domain/api-key.ts";
import type { Services } from "../../services.ts";
import type { NewKey } from "./create-key.ts";
import { keyNotFound } from "./read-keys.ts";
import { newSecret, writeKey } from "./write-key.ts";

/** So long the secret before is good, where nothing else is said: a day to bring the new one everywhere. */
const GRACE_SECONDS = 86_400;

/** Changes what a key is called and may do. Holds within five seconds. @throws {Failure} `key-not-found` */
export async function updateKey(
  { db }: Pick<Services, "db">,
  asked: Done & { readonly changes: KeyChanges },
): Promise<ApiKey> {
  return orNotFound(await changeKey(db, asked), asked);
}

/** Ends a key for good. Holds within five seconds. @throws {Failure} `key-not-found` */
export async function endKey({ db }: Pick<Services, "db">, done: Done): Promise<ApiKey> {
  return orNotFound(await revokeKey(db, done), done);
}

/**
 * Gives a key another secret, and its id, jobs and figures stay. The one before goes on being good for a while.
 * @throws {Failure} `key-not-found`, `secrets-unavailable`
 */
export async function rotateKey(
  { db, secrets }: Pick<Services, "db" | "secrets">,
  { graceSeconds = GRACE_SECONDS, ...done }: Done & { readonly graceSeconds?: number | undefined },
): Promise<NewKey> {
  const secret = newSecret();
  const key = orNotFound(await rotateDigest(db, { ...done, digest: secrets.digest(secret), graceSeconds }), done);
  return { key, secret: writeKey({ id: key.id, secret }) };
}

function orNotFound(key: ApiKey | undefined, { id }: Done): ApiKey {
  if (!key) throw keyNotFound(id);
  return key;
}
