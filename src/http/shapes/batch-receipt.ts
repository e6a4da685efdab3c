import { z } from "zod";
import type { BatchReceipt } from "../../actions/batches/purge-batch-receipt.ts";
import { FilesShape } from "./receipt.ts";

const count = z.int().min(0);

/** What was erased with a batch, in answers. */
export const BatchReceiptShape = z
  .object({
    batchId: z.uuid(),
    jobs: count.describe("Jobs that this request erased. Each has a receipt of its own, which can be read by its id."),
    erased: z
      .object({
        recordings: FilesShape.describe("Recordings that no other job refers to."),
        sound: FilesShape.describe("Sound that was cut from them."),
        transcripts: count,
        events: count,
        webhookDeliveries: count.describe("Messages to webhooks about the jobs, sent or not."),
      })
      .describe("What was erased of all these jobs."),
    keptFor: count.describe(
      "Recordings that stay because a job outside the batch or an upload refers to the same content.",
    ),
    blobsErased: z
      .boolean()
      .describe(
        "Whether all their recordings and sound are deleted from the store. False where it could not be asked: then the sweep deletes them.",
      ),
  })
  .meta({
    id: "BatchReceipt",
    description: "What was erased with a batch: numbers alone.",
    examples: [exampleReceipt()],
  });

/** A batch's receipt as answers show it, held against the shape. */
export const batchReceiptJson = ({ batch, ...receipt }: BatchReceipt): z.output<typeof BatchReceiptShape> => ({
  batchId: batch,
  ...receipt,
});

function exampleReceipt() {
  return {
    batchId: "7d7f7c1e-2f0b-4a5c-9a63-8f4f2a9c1b20",
    jobs: 3,
    erased: {
      recordings: { count: 3, bytes: 15_728_640 },
      sound: { count: 9, bytes: 28_800_000 },
      transcripts: 2,
      events: 126,
      webhookDeliveries: 3,
    },
    keptFor: 0,
    blobsErased: true,
  };
}
