import type { Transaction } from "./schema.ts";

/** Writes a tenant where it is new. */
export async function ensureTenant(within: Transaction, tenant: string): Promise<void> {
  await within
    .insertInto("tenants")
    .values({ id: tenant })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Holds all who lock the same tenant until the transaction ends: one after another they change what is true of it as a
 * whole, such as who administers it. Its other rows can be written meanwhile.
 */
export async function lockTenant(within: Transaction, tenant: string): Promise<void> {
  await within.selectFrom("tenants").select("id").where("id", "=", tenant).forNoKeyUpdate().execute();
}
