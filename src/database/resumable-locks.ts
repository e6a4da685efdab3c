import { type ExpressionBuilder, sql } from "kysely";
import { putOff } from "./resumable-uploads.ts";
import type { ResumableUploadsSchema } from "./resumable-uploads-schema.ts";
import type { Database } from "./schema.ts";

const LOCK_SECONDS = 10;

/** How long one stays locked by whoever does not renew its lock. */
export const LOCK_MS = LOCK_SECONDS * 1000;

type Held = ExpressionBuilder<ResumableUploadsSchema, "resumable_uploads">;

const until = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;

/**
 * Locks one where nobody has.
 * @param asked.aloneAs of a process that has the database to itself, how the names of its holders begin: others are gone
 */
export async function takeLock(
  db: Database,
  { id, holder, aloneAs }: { id: string; holder: string; aloneAs: string | null },
): Promise<boolean> {
  const isFree = (eb: Held) =>
    eb.or([
      eb("held_until", "is", null),
      eb("held_until", "<=", eb.fn<Date>("now")),
      ...(aloneAs === null ? [] : [sql<boolean>`not starts_with(holder, ${aloneAs})`]),
    ]);
  const row = await db
    .updateTable("resumable_uploads")
    .set({ holder, held_until: until(LOCK_SECONDS), wanted: false })
    .where("id", "=", id)
    .where(isFree)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Looks whether it is still there. @param asked.asks has whoever locked it let go */
export async function askForLock(db: Database, { id, asks }: { id: string; asks: boolean }): Promise<boolean> {
  const row = await db
    .updateTable("resumable_uploads")
    .set({ wanted: sql<boolean>`wanted or ${asks}` })
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts off the end of a lock, and of its upload. @returns whether somebody waits for it; nothing where the lock has ended */
export async function renewLock(
  db: Database,
  { id, holder }: { id: string; holder: string },
): Promise<{ wanted: boolean } | undefined> {
  return db
    .updateTable("resumable_uploads")
    .set({
      held_until: until(LOCK_SECONDS),
      expires_at: putOff,
    })
    .where("id", "=", id)
    .where("holder", "=", holder)
    .returning("wanted")
    .executeTakeFirst();
}

/** Lets go of it. */
export async function releaseLock(db: Database, { id, holder }: { id: string; holder: string }): Promise<void> {
  await db
    .updateTable("resumable_uploads")
    .set({ holder: null, held_until: null, wanted: false })
    .where("id", "=", id)
    .where("holder", "=", holder)
    .execute();
}
