import type { Database, Transaction } from "../database/schema.ts";
import { Failure } from "../domain/failure.ts";
import type { Services } from "../services.ts";

/** @throws {Failure} `server-busy` when as many jobs wait, or as little disk is left, as the limits say. */
export async function refuseWhenBusy(
  { db, blobs, limits }: Pick<Services, "blobs" | "limits"> & { db: Database | Transaction },
  tenant: string,
): Promise<void> {
  const { waiting } = await db
    .selectFrom("jobs")
    .select((eb) => eb.fn.countAll<string>().as("waiting"))
    .where("tenant_id", "=", tenant)
    .where("state", "in", ["queued", "running"])
    .executeTakeFirstOrThrow();
  if (Number(waiting) >= limits.maxQueuedJobs)
    throw new Failure("server-busy", `${waiting} jobs are open already. Try again when some of them have ended.`);
  const free = await blobs.freeBytes();
  if (free !== null && free < limits.keepFreeBytes)
    throw new Failure(
      "server-busy",
      "The server's disk is nearly full. Try again later, or have its operator make room.",
    );
}
