/** How many jobs of a batch stand how. */
export interface BatchCounts {
  /** Those that are still there. */
  readonly total: number;
  readonly queued: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Of those that succeeded: a part of the recording is missing. */
  readonly partial: number;
}

/** Many jobs of one request. */
export interface Batch {
  readonly id: string;
  readonly tenant: string;
  /** `open` while one of its jobs is. A retry opens it again. */
  readonly state: "open" | "ended";
  readonly counts: BatchCounts;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** Jobs of a batch, at most. */
export const MOST_ITEMS = 1_000;

/** Where a batch is read. */
export const batchPath = (id: string): string => `/api/v1/batches/${id}`;

/** A batch as the API and webhooks show it: all of it but whose it is. */
export function writeBatch(batch: Batch) {
  const { tenant: _, ...shown } = batch;
  const self = batchPath(batch.id);
  return {
    ...shown,
    createdAt: batch.createdAt.toISOString(),
    endedAt: batch.endedAt?.toISOString() ?? null,
    links: { self, jobs: `${self}/jobs` },
  };
}

/** @see writeBatch */
export type WrittenBatch = ReturnType<typeof writeBatch>;
