import { deleteUnwanted } from "../database/blobs.ts";
import type { Services } from "../services.ts";
import { cancelJob } from "./cancel-job.ts";
import type { JobName } from "./read-job.ts";

/**
 * Erases a job with its recording, text and events, and leaves a receipt in the audit log. Cancels it first where it runs.
 * A recording that another job of the tenant refers to stays for that one.
 * @throws {Failure} `job-not-found`
 */
export async function purgeJob(
  services: Pick<Services, "db" | "blobs" | "news" | "machine" | "log">,
  { tenant, id, actor = "client" }: JobName & { actor?: "client" | "expiry" },
): Promise<void> {
  const { db, log } = services;
  await cancelJob(services, { tenant, id });
  const dropped = await db.transaction().execute(async (within) => {
    const references = await within
      .selectFrom("blob_references")
      .select(["tenant_id as tenant", "digest"])
      .where("job_id", "=", id)
      .execute();
    await within
      .insertInto("audit_log")
      .values({
        tenant_id: tenant,
        actor,
        action: "job-purged",
        job_id: id,
        detail: JSON.stringify({ blobs: references.length }),
      })
      .execute();
    await within.deleteFrom("jobs").where("id", "=", id).execute();
    return references;
  });
  await deleteUnwanted(services, dropped);
  log.info({ job: id, actor }, "job purged");
  await services.news.tell({ job: id, kind: "events" });
}
