import type { User } from "../domain/user.ts";
import type { Transaction } from "./schema.ts";
import { toUser } from "./users.ts";

/** Somebody at their provider, who comes to a tenant. */
export interface Comer {
  readonly tenant: string;
  readonly issuer: string;
  readonly subject: string;
}

/** The user somebody at a provider is, or nothing. */
export async function findBound(within: Transaction, { tenant, issuer, subject }: Comer): Promise<User | undefined> {
  const row = await within
    .selectFrom("users")
    .selectAll()
    .where("tenant_id", "=", tenant)
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row && toUser(row);
}

/**
 * Notes who a user of that address is at the provider, from then on for good; with their name where none was given. Whoever
 * has the address after them is not taken for them.
 */
export async function bindInvited(
  within: Transaction,
  { tenant, issuer, subject, email, name }: Comer & { readonly email: string; readonly name: string | null },
): Promise<User | undefined> {
  const row = await within
    .updateTable("users")
    .set(({ fn, val }) => ({ issuer, subject, name: fn.coalesce("name", val(name)) }))
    .where("tenant_id", "=", tenant)
    .where("email", "=", email)
    .where("subject", "is", null)
    .returningAll()
    .executeTakeFirst();
  return row && toUser(row);
}
