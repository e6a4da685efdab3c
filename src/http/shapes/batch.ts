import { z } from "zod";
import { type BatchName, batchNotFound } from "../../actions/batches/read-batch.ts";
import { type Batch, writeBatch } from "../../domain/batch.ts";
import type { Named } from "./job-name.ts";

const time = z.iso.datetime();
const count = z.int().min(0);

/** A batch in answers. */
export const BatchShape = z
  .object({
    id: z.uuid(),
    state: z.enum(["open", "ended"]).describe("`open` while one of its jobs is; a retry opens it again."),
    counts: z
      .object({
        total: count.describe("Jobs that have not been erased."),
        queued: count,
        running: count,
        succeeded: count,
        failed: count,
        cancelled: count,
        partial: count.describe("Of those that succeeded: a part of the recording is missing."),
      })
      .describe("How its jobs stand."),
    createdAt: time,
    endedAt: time.nullable(),
    links: z
      .object({ self: z.string(), jobs: z.string() })
      .meta({ id: "BatchLinks", description: "Paths on this server." }),
  })
  .meta({ id: "Batch", description: "Many recordings in one request.", examples: [exampleBatch()] });

/** A batch as answers show it, held against the shape. */
export const batchJson = (batch: Batch): z.output<typeof BatchShape> => writeBatch(batch);

/** The path of every route of one batch. */
export const BatchParams = z.object({
  id: z.string().meta({
    format: "uuid",
    description: "The batch's `id`.",
    examples: ["7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20"],
  }),
});

const Uuid = z.uuid();

/** Says which batch is meant. @throws {Failure} `batch-not-found` for what cannot be the id of one */
export function batchName({ caller, params: { id } }: Named): BatchName {
  if (!Uuid.safeParse(id).success) throw batchNotFound(id.slice(0, 64));
  return { tenant: caller.tenant, id };
}

function exampleBatch() {
  const id = "7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20";
  return {
    id,
    state: "open",
    counts: { total: 3, queued: 1, running: 1, succeeded: 1, failed: 0, cancelled: 0, partial: 0 },
    createdAt: "2030-01-31T09:30:00.000Z",
    endedAt: null,
    links: { self: `/api/v1/batches/${id}`, jobs: `/api/v1/batches/${id}/jobs` },
  };
}
