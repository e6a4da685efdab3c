import { sql } from "kysely";
import { IDLE_SECONDS, type ResumableName } from "./resumable-uploads.ts";
import type { Database, Transaction } from "./schema.ts";

/** Room is kept for so long where nothing comes: who begins uploads and leaves them keeps nobody else out for a day. */
const QUIET_SECONDS = 3_600;

/** Uploads of all tenants that are being sent, or that something came of within the hour, and how many bytes each will have. */
export async function arrivingResumables(
  db: Database | Transaction,
): Promise<(ResumableName & { readonly bytes: number })[]> {
  const { rows } = await sql<ResumableName & { readonly bytes: number }>`
    select id, tenant_id as tenant, bytes::float8 as bytes from resumable_uploads
    where not taken_in
      and (held_until > now() or expires_at > now() + make_interval(secs => ${IDLE_SECONDS - QUIET_SECONDS}))`.execute(
    db,
  );
  return rows;
}

/** Until the transaction ends nobody else looks whether there is room for one more: of two that fit alone, one is refused. */
export async function lockRoom(within: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('room for uploads', 0))`.execute(within);
}
