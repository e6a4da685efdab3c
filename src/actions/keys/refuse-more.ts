import { findKey } from "../../database/api-keys.ts";
import type { Transaction } from "../../database/schema.ts";
import type { KeyRights } from "../../domain/api-key.ts";
import { type Caller, isAllowed } from "../../domain/caller.ts";
import { Failure } from "../../domain/failure.ts";
import { keyRefused } from "./check-key.ts";
import { widerIn } from "./wider-rights.ts";

/** Who gives a key or a user what they may do; left out for whoever has the database, who may give everything. */
export interface Granted {
  readonly granting?: Caller | undefined;
}

/**
 * Nobody gives what they have not: no scope, and with a key of bounded models, origins, limits or time nothing without such
 * bounds. What the key of who gives may do is read anew, in the transaction that gives.
 * @throws {Failure} `scope-missing`; `key-refused` where the key by which is given has been revoked meanwhile
 */
export async function refuseMore(
  within: Transaction,
  granting: Caller | undefined,
  { scopes, ...bounds }: KeyRights,
): Promise<void> {
  if (!granting) return;
  const own = granting.key === null ? undefined : await findKey(within, { tenant: granting.tenant, id: granting.key });
  if (granting.key !== null && (!own || own.revokedAt !== null)) throw keyRefused();
  const missing = scopes.filter((scope) => !isAllowed(own ?? granting, scope));
  if (missing.length > 0)
    throw more(`that has or would have the scope ${missing.join(", ")}, which you have not`, granting);
  const wider = own ? widerIn(own, bounds) : [];
  if (wider.length > 0) throw more(`that would be bounded less than your key is in ${wider.join(", ")}`, granting);
}

const more = (what: string, { user }: Caller) =>
  new Failure(
    "scope-missing",
    `Nobody gives a key or a user more than they may do themselves: ${what}. ${user === null ? "Use another key" : "Ask whoever operates the service"}, or give less.`,
  );
