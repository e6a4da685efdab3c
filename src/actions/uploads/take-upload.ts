import { z } from "zod";
import { findResumable } from "../../database/resumable-uploads.ts";
import type { Transaction } from "../../database/schema.ts";
import { lockUpload } from "../../database/uploads.ts";
import { Failure } from "../../domain/failure.ts";
import type { KeptRecording } from "../jobs/recordings.ts";

const Uuid = z.guid();

/**
 * An upload as the recording of a job that is opened in this transaction. The job refers to its content by itself: what
 * becomes of the upload is nothing to it.
 * @throws {Failure} `source-not-found`: there is none, it has expired, it has not come whole, or it is another tenant's
 */
export async function takeUpload(
  within: Transaction,
  { tenant, id, name }: { readonly tenant: string; readonly id: string; readonly name?: string | undefined },
): Promise<KeptRecording> {
  const upload = Uuid.safeParse(id).success ? await lockUpload(within, { tenant, id }) : undefined;
  if (!upload) throw new Failure("source-not-found", await whyNone(within, { tenant, id }));
  const { digest, bytes, mediaType } = upload;
  return { kind: "kept", digest, bytes, name: name ?? upload.name, mediaType };
}

async function whyNone(within: Transaction, name: { tenant: string; id: string }): Promise<string> {
  if (Uuid.safeParse(name.id).success && (await findResumable(within, name)))
    return "This upload has not come whole. Send what is missing of it, and then the job.";
  return "There is no such upload here. It may have expired: uploads are kept for a day. Send the recording again.";
}
