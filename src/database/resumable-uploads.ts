import { sql } from "kysely";
import type { ResumableUpload } from "../domain/resumable-upload.ts";
import type { Database, Transaction } from "./schema.ts";

/** Unfinished ones are forgotten when nothing has come for so long. */
export const IDLE_SECONDS = 86_400;
/** However slowly they come: what lies in the store for longer belongs to none. */
const MOST_SECONDS = 6 * 86_400;

/** When one expires of which something comes now. */
export const putOff = sql<Date>`greatest(expires_at,
  least(now() + make_interval(secs => ${IDLE_SECONDS}), created_at + make_interval(secs => ${MOST_SECONDS})))`;

/** Names an upload on its way. */
export interface ResumableName {
  readonly tenant: string;
  readonly id: string;
}

/** Writes one down, of which nothing has come yet. @returns when it expires */
export async function insertResumable(
  within: Transaction,
  { id, tenant, key, bytes, name, mediaType, metadata }: Omit<ResumableUpload, "expiresAt">,
): Promise<Date> {
  const { expiresAt } = await within
    .insertInto("resumable_uploads")
    .values({
      id,
      tenant_id: tenant,
      key_id: key,
      bytes,
      name,
      media_type: mediaType,
      metadata,
      expires_at: sql<Date>`now() + make_interval(secs => ${IDLE_SECONDS})`,
    })
    .returning("expires_at as expiresAt")
    .executeTakeFirstOrThrow();
  return expiresAt;
}

/** One of a tenant that has not expired and has not become an upload, or nothing. */
export async function findResumable(
  db: Database | Transaction,
  { tenant, id }: ResumableName,
): Promise<ResumableUpload | undefined> {
  const row = await db
    .selectFrom("resumable_uploads")
    .select(["key_id as key", "bytes", "name", "media_type as mediaType", "metadata", "expires_at as expiresAt"])
    .where("id", "=", id)
    .where("tenant_id", "=", tenant)
    .where("taken_in", "=", false)
    .where("expires_at", ">", (eb) => eb.fn<Date>("now"))
    .executeTakeFirst();
  return row && { ...row, id, tenant, bytes: Number(row.bytes) };
}

/** Notes that more of one has come, which puts off its end, and whether that is all of it. */
export async function noteProgress(db: Database, { id, whole }: { id: string; whole: boolean }): Promise<void> {
  await db.updateTable("resumable_uploads").set({ whole, expires_at: putOff }).where("id", "=", id).execute();
}

/** Notes, in the transaction that makes it an upload, that it is one now. @returns false where somebody else holds it */
export async function markTakenIn(
  within: Transaction,
  { id, holder }: { id: string; holder: string },
): Promise<boolean> {
  const row = await within
    .updateTable("resumable_uploads")
    .set({ taken_in: true })
    .where("id", "=", id)
    .where("holder", "=", holder)
    .where("taken_in", "=", false)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Forgets one. What its key was charged with is given back where it has not become an upload.
 * @returns false where somebody else holds it
 */
export async function deleteResumable(db: Database, { id, holder }: { id: string; holder: string }): Promise<boolean> {
  const { rows } = await sql`
    with gone as (
      delete from resumable_uploads where id = ${id} and holder = ${holder}
      returning key_id, bytes, taken_in, (created_at at time zone 'utc')::date as day
    ), given_back as (
      update key_usage as used set bytes = greatest(0, used.bytes - gone.bytes) from gone
      where not gone.taken_in and used.key_id = gone.key_id and used.day = gone.day
    )
    select from gone`.execute(db);
  return rows.length > 0;
}

/** An upload that the sweep has to do something about. */
export interface LeftResumable extends ResumableName {
  /** Whether it became one: only its parts are left. */
  readonly wasTakenIn: boolean;
}

/**
 * So many of those nobody holds that are over, or that all has come of, or whose holder did not let go of them: a process
 * that was killed may have had the last of it. In their order, after `after`.
 */
export async function leftResumables(
  db: Database,
  { after, most }: { after: string; most: number },
): Promise<LeftResumable[]> {
  const { rows } = await sql<LeftResumable>`
    select id, tenant_id as tenant, taken_in as "wasTakenIn" from resumable_uploads
    where id > ${after} and (held_until is null or held_until <= now())
      and (taken_in or expires_at <= now() or whole or held_until is not null)
    order by id limit ${most}`.execute(db);
  return rows;
}
