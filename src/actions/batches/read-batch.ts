import { findBatch } from "../../database/batches.ts";
import type { Batch } from "../../domain/batch.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";

/** Which batch of whom. */
export interface BatchName {
  readonly tenant: string;
  readonly id: string;
}

/** A batch as it stands. @throws {Failure} `batch-not-found`: there is none, or it is another tenant's. */
export async function readBatch({ db }: Pick<Services, "db">, name: BatchName): Promise<Batch> {
  const batch = await findBatch(db, name);
  if (!batch) throw batchNotFound(name.id);
  return batch;
}

export const batchNotFound = (id: string): Failure =>
  new Failure("batch-not-found", `There is no batch ${id} here. All its jobs may have been erased, or have expired.`);
