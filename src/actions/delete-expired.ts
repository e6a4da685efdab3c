import type { Services } from "../services.ts";
import { purgeJob } from "./purge-job.ts";

/** Erases the jobs whose time is over. Each leaves its receipt. */
export async function deleteExpired(
  services: Pick<Services, "db" | "blobs" | "news" | "machine" | "log">,
): Promise<void> {
  const expired = await services.db
    .selectFrom("jobs")
    .select(["id", "tenant_id as tenant"])
    .where("expires_at", "<", (eb) => eb.fn<Date>("now"))
    .limit(100)
    .execute();
  for (const job of expired) await purgeJob(services, { ...job, actor: "expiry" });
}
