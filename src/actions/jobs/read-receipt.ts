import { findPurge } from "../../database/audit-log.ts";
import { Failure } from "../../domain/failure.ts";
import { jobPath } from "../../domain/write-job.ts";
import type { Services } from "../../services.ts";
import type { Erased, Receipt } from "./purge-job-receipt.ts";
import type { JobName } from "./read-job.ts";

/** Where a receipt is read. */
const receiptPath = (job: string): string => `${jobPath(job)}/receipt`;

/**
 * What was erased with a job, as long as the audit log is kept.
 * @throws {Failure} `receipt-not-found`: no job of that id was erased, or it was another tenant's
 */
export async function readReceipt(services: Pick<Services, "db">, name: JobName): Promise<Receipt> {
  const receipt = await findReceipt(services, name);
  if (receipt) return receipt;
  throw new Failure("receipt-not-found", `There is no receipt of a job ${name.id} here: none of that id was erased.`);
}

/**
 * Does something with a job. Where there is none any more, what it throws says where its receipt is.
 * @throws {Failure} `job-not-found`, and what the work throws
 */
export async function unlessErased<Result>(
  services: Pick<Services, "db">,
  name: JobName,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure && error.code === "job-not-found" && (await findReceipt(services, name))))
      throw error;
    const detail = `There is no job ${name.id} here any more: it was erased. GET ${receiptPath(name.id)} tells what was.`;
    throw new Failure("job-not-found", detail, { cause: error });
  }
}

async function findReceipt({ db }: Pick<Services, "db">, name: JobName): Promise<Receipt | undefined> {
  const row = await findPurge(db, name);
  if (!row) return undefined;
  const { keptFor, blobsErased, ...erased } = row.detail as unknown as Kept; // as `purgeJob` writes it
  return {
    job: name.id,
    erasedAt: row.at,
    askedBy: row.actor === "expiry" ? "expiry" : "client",
    erased,
    keptFor,
    blobsErased,
  };
}

type Kept = Erased & Pick<Receipt, "keptFor" | "blobsErased">;
