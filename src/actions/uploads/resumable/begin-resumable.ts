import { lockRoom } from "../../../database/arriving-resumables.ts";
import { insertResumable } from "../../../database/resumable-uploads.ts";
import type { Transaction } from "../../../database/schema.ts";
import { Failure } from "../../../domain/failure.ts";
import type { ResumableUpload } from "../../../domain/resumable-upload.ts";
import type { Services } from "../../../services.ts";
import { refuseWhenBusy } from "../../jobs/refuse-when-busy.ts";
import { takeBytes } from "../../keys/take-quota.ts";
import { hasRoom } from "./has-room.ts";

/**
 * Begins an upload of so many bytes, which come later in any number of requests. Its key is charged with them now: however
 * many are begun at once, their bytes are never more than it may send, and never more than the disk has room for.
 * @returns when it is forgotten where nothing comes
 * @throws {Failure} `media-empty`, `request-too-large`, `server-busy`, `quota-reached`
 */
export async function beginResumable(
  { db, blobs, limits }: Pick<Services, "db" | "blobs" | "limits">,
  upload: Omit<ResumableUpload, "expiresAt">,
): Promise<Date> {
  const { tenant, key, bytes } = upload;
  if (bytes === 0)
    throw new Failure("media-empty", "The recording is empty (0 bytes). Send it again from where it came.");
  if (bytes > limits.maxUploadBytes) throw tooLarge(limits.maxUploadBytes);
  await refuseWhenBusy({ db, blobs, limits }, tenant);
  return db.transaction().execute(async (within) => {
    await lockRoom(within);
    await refuseWithoutRoom({ db: within, blobs, limits }, bytes);
    await takeBytes(within, { key, bytes });
    return insertResumable(within, upload);
  });
}

/** What to say of a recording that is larger than any may be. */
export const tooLarge = (maxBytes: number): Failure =>
  new Failure(
    "request-too-large",
    `The recording is larger than this server takes (${Math.round(maxBytes / 1e7) / 100} GB). Send its sound alone, or compressed, or in parts.`,
  );

async function refuseWithoutRoom(
  services: Pick<Services, "blobs" | "limits"> & { db: Transaction },
  bytes: number,
): Promise<void> {
  if (!(await hasRoom(services, bytes)))
    throw new Failure(
      "server-busy",
      "The server's disk has no room for so large a recording. Try again later, or have its operator make room.",
    );
}
