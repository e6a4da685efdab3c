import { changeKey, type Done, type KeyChanges, lockKey, revokeKey, rotateDigest } from "../../database/api-keys.ts";
import type { Transaction } from "../../database/schema.ts";
import { type ApiKey, stateOfKey } from "../../domain/api-key.ts";
import type { Services } from "../../services.ts";
import { keepAnAdmin } from "../users/keep-an-admin.ts";
import type { NewKey } from "./create-key.ts";
import { keyNotFound } from "./read-keys.ts";
import { type Granted, refuseMore } from "./refuse-more.ts";
import { newSecret, writeKey } from "./write-key.ts";

/** So long the secret before is good, where nothing else is said: a day to bring the new one everywhere. */
const GRACE_SECONDS = 86_400;

/**
 * Changes what a key is called and may do. Holds within five seconds.
 * @throws {Failure} `key-not-found`; `scope-missing` where it has a scope that who changes it has not, or might do more then;
 * `last-admin` where nobody could administer the tenant any more
 */
export function updateKey(
  services: Pick<Services, "db">,
  { changes, granting, ...done }: Done & Granted & { readonly changes: KeyChanges },
): Promise<ApiKey> {
  return alter(services, done, async (within, before) => {
    const wanted = { ...before, ...changes };
    await refuseMore(within, granting, { ...wanted, scopes: [...before.scopes, ...wanted.scopes] });
    const after = await changeKey(within, { ...done, changes });
    if (isAdmin(before) && !isAdmin(after)) await keepAnAdmin(within, done);
    return after;
  });
}

/**
 * Ends a key for good. Holds within five seconds. Who may end keys may end those that may do more.
 * @throws {Failure} `key-not-found`; `last-admin` where nobody could administer the tenant any more
 */
export function endKey(services: Pick<Services, "db">, done: Done): Promise<ApiKey> {
  return alter(services, done, async (within, before) => {
    if (isAdmin(before)) await keepAnAdmin(within, done);
    return revokeKey(within, done);
  });
}

/**
 * Gives a key another secret, and its id, jobs and figures stay. The one before goes on being good for a while.
 * @throws {Failure} `key-not-found`; `scope-missing` where it may do more than who asks; `secrets-unavailable`
 */
export async function rotateKey(
  { db, secrets }: Pick<Services, "db" | "secrets">,
  { graceSeconds = GRACE_SECONDS, granting, ...done }: Done & Granted & { readonly graceSeconds?: number | undefined },
): Promise<NewKey> {
  const secret = newSecret();
  const digest = secrets.digest(secret);
  const key = await alter({ db }, done, async (within, before) => {
    await refuseMore(within, granting, before);
    return rotateDigest(within, { ...done, digest, graceSeconds });
  });
  return { key, secret: writeKey({ id: key.id, secret }) };
}

function alter(
  { db }: Pick<Services, "db">,
  { tenant, id }: Done,
  work: (within: Transaction, before: ApiKey) => Promise<ApiKey>,
): Promise<ApiKey> {
  return db.transaction().execute(async (within) => {
    const before = await lockKey(within, { tenant, id });
    if (!before) throw keyNotFound(id);
    return work(within, before);
  });
}

const isAdmin = (key: ApiKey): boolean => key.scopes.includes("admin") && stateOfKey(key, new Date()) === "active";
