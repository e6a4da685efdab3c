import { pageOfBatches } from "../../database/batches.ts";
import { pageOfJobs } from "../../database/jobs.ts";
import type { Batch } from "../../domain/batch.ts";
import type { Job, JobState } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { nextOf, type PageWanted, rowsWanted } from "../pages.ts";
import { type BatchName, readBatch } from "./read-batch.ts";

/**
 * A page of a tenant's batches, the newest first. `next` leads to the page after it; null on the last.
 * @throws {Failure} `option-invalid` for a cursor that is none
 */
export async function listBatches(
  { db }: Pick<Services, "db">,
  { tenant, ...page }: PageWanted & { readonly tenant: string },
): Promise<{ batches: Batch[]; next: string | null }> {
  const found = await pageOfBatches(db, { tenant, ...rowsWanted(page) });
  return { batches: found.slice(0, page.limit).map(({ batch }) => batch), next: nextOf(found, page.limit) };
}

/**
 * A page of the jobs of a batch, in the order of its items.
 * @throws {Failure} `batch-not-found`, `option-invalid` for a cursor that is none
 */
export async function listBatchJobs(
  { db, machine }: Pick<Services, "db" | "machine">,
  { tenant, id, states, ...page }: PageWanted & BatchName & { readonly states?: readonly JobState[] | undefined },
): Promise<{ jobs: Job[]; next: string | null }> {
  const rows = rowsWanted(page);
  await readBatch({ db }, { tenant, id });
  const found = await pageOfJobs(db, { tenant, machine, states, batch: id, ...rows });
  return { jobs: found.slice(0, page.limit).map(({ job }) => job), next: nextOf(found, page.limit) };
}
