import type { Transaction } from "../../database/schema.ts";
import { hasOtherAdmin } from "../../database/users.ts";
import type { AuditActor } from "../../domain/audit.ts";
import { Failure } from "../../domain/failure.ts";

/**
 * For whoever takes from a user or a key what it administers its tenant by, in the transaction that does, and has the tenant
 * locked. Whoever has the database itself can always make a key, and may do without.
 * @throws {Failure} `last-admin`
 */
export async function keepAnAdmin(
  within: Transaction,
  { actor, ...taken }: { readonly tenant: string; readonly id: string; readonly actor: AuditActor },
): Promise<void> {
  if (actor === "operator" || (await hasOtherAdmin(within, taken))) return;
  throw new Failure(
    "last-admin",
    "Nobody else could administer this tenant any more. Make another admin first, or a key with the scope admin.",
  );
}
