import { sql } from "kysely";
import type { Database, Transaction } from "../../database/schema.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { hasRoom } from "../uploads/resumable/has-room.ts";

/**
 * Refuses one more job, or as many as are to be opened together.
 * @throws {Failure} `server-busy` when as many jobs wait, or as little disk is left beside what uploads on their way will
 * take, as the limits say; `request-too-large` for more together than may wait at all
 */
export async function refuseWhenBusy(
  { db, blobs, limits }: Pick<Services, "blobs" | "limits"> & { db: Database | Transaction },
  tenant: string,
  more = 1,
): Promise<void> {
  const most = limits.maxQueuedJobs;
  if (more > most)
    throw new Failure("request-too-large", `At most ${most} jobs may be open here. Send fewer of them together.`);
  // Counted no further than it matters, however many there are.
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from (
      select from jobs where tenant_id = ${tenant} and state in ('queued', 'running') limit ${most}
    ) as counted`.execute(db);
  if (rows[0] && rows[0].open + more > most)
    throw new Failure("server-busy", `${rows[0].open} jobs are open already. Try again when some of them have ended.`);
  if (!(await hasRoom({ db, blobs, limits })))
    throw new Failure(
      "server-busy",
      "The server's disk is nearly full. Try again later, or have its operator make room.",
    );
}
