import { insertKey } from "../../database/api-keys.ts";
import type { ApiKey, KeyRights } from "../../domain/api-key.ts";
import type { AuditActor } from "../../domain/audit.ts";
import type { Services } from "../../services.ts";
import { type Granted, refuseMore } from "./refuse-more.ts";
import { newKeyParts, writeKey } from "./write-key.ts";

/** A key with its secret, which is shown this once. */
export interface NewKey {
  readonly key: ApiKey;
  /** `sw_…` */
  readonly secret: string;
}

/**
 * Makes a key for a tenant, with the tenant where that is new. Its secret is given back here and never again.
 * @throws {Failure} `scope-missing` where it might do more than who gives it; `secrets-unavailable`
 */
export async function createKey(
  { db, secrets }: Pick<Services, "db" | "secrets">,
  asked: KeyRights & Granted & { readonly tenant: string; readonly name: string; readonly actor: AuditActor },
): Promise<NewKey> {
  const parts = newKeyParts();
  const digest = secrets.digest(parts.secret);
  const key = await db.transaction().execute(async (within) => {
    await refuseMore(within, asked.granting, asked);
    return insertKey(within, { ...asked, id: parts.id, digest });
  });
  return { key, secret: writeKey(parts) };
}
