import { jobsOfBatch } from "../../database/batches.ts";
import { endJob } from "../../database/jobs.ts";
import type { Batch } from "../../domain/batch.ts";
import type { Services } from "../../services.ts";
import { type BatchName, readBatch } from "./read-batch.ts";

type Needs = Pick<Services, "db" | "news" | "log">;

/**
 * Ends every job of a batch that is open, and so the batch. Each in a transaction of its own, so that others get on
 * meanwhile: where it is cut off, doing it again does the rest.
 * @throws {Failure} `batch-not-found`
 */
export async function cancelBatch(services: Needs, { tenant, id }: BatchName): Promise<Batch> {
  const { db, log } = services;
  await readBatch(services, { tenant, id });
  // The last first: they are those that nobody has begun with.
  for (const job of await jobsOfBatch(db, { id, openOnly: true })) await cancelOne(services, job);
  log.info({ batch: id }, "batch cancelled");
  return readBatch(services, { tenant, id });
}

/** As `cancelJob` does, without reading the job. One that has ended meanwhile, or was erased, is no failure. */
async function cancelOne({ db, news }: Needs, job: string): Promise<void> {
  const wasOpen = await db.transaction().execute((within) => endJob(within, job, { state: "cancelled" }));
  if (wasOpen) await news.tell({ job, kind: "cancelled" });
}
