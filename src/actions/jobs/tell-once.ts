import { noteTold } from "../../database/asked-as.ts";
import type { Services } from "../../services.ts";
import type { JobName } from "./read-job.ts";

/**
 * For answers that are given once: of all who ask, in whatever process, the first alone is told true once a job that came in
 * the words of another service has ended. After a retry the next end is told again.
 */
export async function tellOnce({ db }: Pick<Services, "db">, job: JobName): Promise<boolean> {
  return noteTold(db, job);
}
