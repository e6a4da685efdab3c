import { z } from "zod";
import type { Transaction } from "../../database/schema.ts";
import { lockUpload } from "../../database/uploads.ts";
import { Failure } from "../../domain/failure.ts";
import type { KeptRecording } from "../jobs/recordings.ts";

const Uuid = z.guid();

/**
 * An upload as the recording of a job that is opened in this transaction. The job refers to its content by itself: what
 * becomes of the upload is nothing to it.
 * @throws {Failure} `source-not-found`: there is none, it has expired, or it is another tenant's
 */
export async function takeUpload(
  within: Transaction,
  { tenant, id, name }: { readonly tenant: string; readonly id: string; readonly name?: string | undefined },
): Promise<KeptRecording> {
  const upload = Uuid.safeParse(id).success ? await lockUpload(within, { tenant, id }) : undefined;
  if (!upload)
    throw new Failure(
      "source-not-found",
      "There is no such upload here. It may have expired: uploads are kept for a day. Send the recording again.",
    );
  const { digest, bytes, mediaType } = upload;
  return { kind: "kept", digest, bytes, name: name ?? upload.name, mediaType };
}
