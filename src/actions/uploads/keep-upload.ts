import { randomUUID } from "node:crypto";
import { keepContent } from "../../database/blobs.ts";
import type { Transaction } from "../../database/schema.ts";
import { insertUpload } from "../../database/uploads.ts";
import type { Owner } from "../../domain/caller.ts";
import type { Upload } from "../../domain/upload.ts";
import type { Services } from "../../services.ts";
import { type ReceivedRecording, refuseEmpty } from "../jobs/recordings.ts";
import { takeBytes } from "../keys/take-quota.ts";

/** How long jobs can be opened for an upload. */
const UPLOAD_KEEP_SECONDS = 86_400;

/** An upload that was promised before it came, and its bytes counted. */
interface Begun {
  readonly id: string;
  /** What else changes when it is kept. */
  settle(within: Transaction): Promise<void>;
}

/**
 * Keeps what was received for jobs to come: any number of them can be opened for it until it expires. Its content stays for
 * those. The upload and its content commit together; what was received is kept or discarded when this returns or throws.
 * @throws {Failure} `media-empty`, `quota-reached`, those of `begun`
 */
export async function keepUpload(
  { db, log }: Pick<Services, "db" | "log">,
  { owner, recording, begun }: { owner: Pick<Owner, "tenant" | "key">; recording: ReceivedRecording; begun?: Begun },
): Promise<Upload> {
  const { blob, name, mediaType } = recording;
  try {
    refuseEmpty(recording);
    const { digest, bytes } = blob;
    const upload = {
      id: begun?.id ?? randomUUID(),
      tenant: owner.tenant,
      key: owner.key,
      digest,
      bytes,
      name,
      mediaType,
    };
    const expiresAt = await db.transaction().execute(async (within) => {
      if (begun) await begun.settle(within);
      else await takeBytes(within, { key: owner.key, bytes });
      await keepContent(within, blob, owner.tenant);
      return insertUpload(within, upload, UPLOAD_KEEP_SECONDS);
    });
    log.info({ upload: upload.id, bytes }, "upload kept");
    return { ...upload, expiresAt };
  } finally {
    // Harmless once it is kept.
    await blob.discard();
  }
}
