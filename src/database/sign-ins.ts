import { sql } from "kysely";
import { SIGN_IN_SECONDS } from "../domain/session.ts";
import type { Database } from "./schema.ts";

/** Keeps what has to be known again when somebody comes back from their provider. */
export async function insertSignIn(
  db: Database,
  { digest, sealed }: { readonly digest: Buffer; readonly sealed: Buffer },
): Promise<void> {
  await db
    .insertInto("sign_ins")
    .values({ digest, sealed, expires_at: sql<Date>`now() + make_interval(secs => ${SIGN_IN_SECONDS})` })
    .execute();
}

/** Gives it back once: of two who ask at once the second gets nothing, like whoever comes too late. */
export async function takeSignIn(db: Database, digest: Buffer): Promise<Buffer | undefined> {
  const row = await db
    .deleteFrom("sign_ins")
    .where("digest", "=", digest)
    .returning(["sealed", sql<boolean>`expires_at > now()`.as("isGood")])
    .executeTakeFirst();
  return row?.isGood ? row.sealed : undefined;
}
