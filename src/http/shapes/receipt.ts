import { z } from "zod";
import type { Receipt } from "../../actions/jobs/purge-job-receipt.ts";

const count = z.int().min(0);
/** Files of a kind, in answers. */
export const FilesShape = z.object({ count, bytes: count }).meta({ id: "ErasedFiles" });

/** A receipt in answers. */
export const ReceiptShape = z
  .object({
    jobId: z.uuid(),
    erasedAt: z.iso.datetime(),
    askedBy: z.enum(["client", "expiry"]).describe("Who had it erased: a request, or the end of its time."),
    erased: z.object({
      recordings: FilesShape.describe("Recordings that were the job's alone."),
      sound: FilesShape.describe("Sound that was cut from them, and is the job's alone."),
      transcript: z.boolean().describe("Whether there was one."),
      events: count,
      webhookDeliveries: count.describe("Messages to webhooks, sent or not."),
    }),
    keptFor: count.describe("Recordings that stay because another job or an upload refers to the same content."),
    blobsErased: z
      .boolean()
      .describe(
        "Whether recordings and sound are deleted from the store. False where it could not be asked: then the sweep deletes them, at the latest 70 minutes after the store answers again. This stays false.",
      ),
  })
  .meta({ id: "Receipt", description: "What was erased with a job: numbers alone.", examples: [exampleReceipt()] });

/** A receipt as answers show it, held against the shape. */
export const receiptJson = ({ job, erasedAt, ...receipt }: Receipt): z.output<typeof ReceiptShape> => ({
  jobId: job,
  erasedAt: erasedAt.toISOString(),
  ...receipt,
});

function exampleReceipt() {
  return {
    jobId: "0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11",
    erasedAt: "2030-01-31T09:30:00.000Z",
    askedBy: "client",
    erased: {
      recordings: { count: 1, bytes: 5_242_880 },
      sound: { count: 3, bytes: 9_600_000 },
      transcript: true,
      events: 42,
      webhookDeliveries: 1,
    },
    keptFor: 0,
    blobsErased: true,
  };
}
