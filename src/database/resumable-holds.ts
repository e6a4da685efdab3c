import { type ExpressionBuilder, sql } from "kysely";
import { putOff } from "./resumable-uploads.ts";
import type { ResumableUploadsSchema } from "./resumable-uploads-schema.ts";
import type { Database } from "./schema.ts";

const HOLD_SECONDS = 10;

/** How long one is held by whoever does not say that it still does. */
export const HOLD_MS = HOLD_SECONDS * 1000;

type Held = ExpressionBuilder<ResumableUploadsSchema, "resumable_uploads">;

const until = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;

/**
 * Takes hold of one where nobody has it.
 * @param asked.aloneAs of a process that has the database to itself, how the names of its holders begin: others are gone
 */
export async function takeHold(
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
    .set({ holder, held_until: until(HOLD_SECONDS), wanted: false })
    .where("id", "=", id)
    .where(isFree)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Looks whether it is still there. @param asked.asks has whoever holds it let go */
export async function askForHold(db: Database, { id, asks }: { id: string; asks: boolean }): Promise<boolean> {
  const row = await db
    .updateTable("resumable_uploads")
    .set({ wanted: sql<boolean>`wanted or ${asks}` })
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Goes on holding it, and puts off its end. @returns whether somebody waits for it; nothing where it is not held any more */
export async function keepHold(
  db: Database,
  { id, holder }: { id: string; holder: string },
): Promise<{ wanted: boolean } | undefined> {
  return db
    .updateTable("resumable_uploads")
    .set({
      held_until: until(HOLD_SECONDS),
      expires_at: putOff,
    })
    .where("id", "=", id)
    .where("holder", "=", holder)
    .returning("wanted")
    .executeTakeFirst();
}

/** Lets go of it. */
export async function endHold(db: Database, { id, holder }: { id: string; holder: string }): Promise<void> {
  await db
    .updateTable("resumable_uploads")
    .set({ holder: null, held_until: null, wanted: false })
    .where("id", "=", id)
    .where("holder", "=", holder)
    .execute();
}
