import { sql } from "kysely";
import type { Transaction } from "../../database/schema.ts";
import { Failure } from "../../domain/failure.ts";

/** An idempotency key, with a digest of what it came with. */
export interface Idempotency {
  readonly key: string;
  readonly fingerprint: string;
}

/** A lock for each kind: a job and a batch may have the same key. */
const LOCKS = { jobs: "key", batches: "batch-key" } as const;

/**
 * What a tenant's key came with before. Of two requests at once the second waits here, and finds what the first has opened.
 * @returns the id of the job or batch
 * @throws {Failure} `idempotency-key-reused` where it came with something else
 */
export async function findEarlier(
  within: Transaction,
  table: keyof typeof LOCKS,
  { tenant, idempotency }: { readonly tenant: string; readonly idempotency: Idempotency | undefined },
): Promise<string | undefined> {
  if (!idempotency) return undefined;
  const { key, fingerprint } = idempotency;
  const lock = `${LOCKS[table]}/${tenant}/${key}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(within);
  const earlier = await within
    .selectFrom(table)
    .select(["id", "fingerprint"])
    .where("tenant_id", "=", tenant)
    .where("idempotency_key", "=", key)
    .executeTakeFirst();
  if (earlier && earlier.fingerprint !== fingerprint)
    throw new Failure(
      "idempotency-key-reused",
      "This Idempotency-Key came before with another recording or other options. Use a new key for a new request.",
    );
  return earlier?.id;
}
