import { type AskedJobs, findWaiting, lockWaiting } from "../../database/asked-as.ts";
import { endJob } from "../../database/jobs.ts";
import type { Services } from "../../services.ts";

type Needs = Pick<Services, "db" | "news" | "log">;

/**
 * Ends those jobs that came in the words of another service and that nobody has begun. What is begun meanwhile goes on.
 * @returns how many were ended
 */
export async function cancelWaitingJobs(services: Needs, asked: AskedJobs): Promise<number> {
  let cancelled = 0;
  // One at a time: who holds many jobs would make the workers wait.
  for (const job of await findWaiting(services.db, asked)) if (await cancelIfWaiting(services, job)) cancelled++;
  return cancelled;
}

async function cancelIfWaiting({ db, news, log }: Needs, job: string): Promise<boolean> {
  const isEnded = await db
    .transaction()
    .execute(async (within) => (await lockWaiting(within, job)) && endJob(within, job, { state: "cancelled" }));
  if (!isEnded) return false;
  log.info({ job }, "job cancelled");
  await news.tell({ job, kind: "cancelled" });
  return true;
}
