import type { Transaction } from "../../database/schema.ts";
import { Failure } from "../../domain/failure.ts";
import type { JobRecording } from "../jobs/recordings.ts";
import { takeUpload } from "../uploads/take-upload.ts";
import { BatchRefused, type WrongItem } from "./batch-refused.ts";
import type { CheckedItem } from "./check-batch.ts";

/** An item whose recording a job can be opened for. */
export type OpenableItem = Omit<CheckedItem, "recording"> & { readonly recording: JobRecording };

/**
 * The items of a batch with the uploads that they name, which stay until the transaction ends.
 * @throws {BatchRefused} naming each item whose upload is not there
 */
export async function takeUploads(
  within: Transaction,
  tenant: string,
  items: readonly CheckedItem[],
): Promise<OpenableItem[]> {
  const [taken, wrong]: [OpenableItem[], WrongItem[]] = [[], []];
  for (const item of items) {
    const { recording, place } = item;
    try {
      const kept = recording.kind === "upload" ? await takeUpload(within, { ...recording, tenant }) : recording;
      taken.push({ ...item, recording: kept });
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      wrong.push({ place, field: "url", failure });
    }
  }
  if (wrong.length > 0) throw new BatchRefused(wrong);
  return taken;
}
