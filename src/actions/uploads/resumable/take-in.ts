import { deleteResumable, markTakenIn } from "../../../database/resumable-uploads.ts";
import { Failure } from "../../../domain/failure.ts";
import type { ResumableUpload } from "../../../domain/resumable-upload.ts";
import type { Services } from "../../../services.ts";
import { keepUpload } from "../keep-upload.ts";
import type { UploadLock } from "./upload-lock.ts";

type Needs = Pick<Services, "db" | "blobs" | "log">;

/**
 * Makes what has come whole an upload like others, of the same id. Both change in one transaction: a process that is killed
 * before it can do it again, and one that is killed after it leaves bytes to the sweep.
 * @throws {Failure} `upload-busy` where it is locked no more, `storage-unavailable`, `disk-full`
 */
export async function takeIn(services: Needs, upload: ResumableUpload, lock: UploadLock): Promise<void> {
  const { id, tenant, key, name, mediaType } = upload;
  const blob = await services.blobs.partials.receive({ tenant, upload: id }, { signal: lock.lost });
  await keepUpload(services, {
    owner: { tenant, key },
    recording: { kind: "received", blob, name, mediaType },
    begun: {
      id,
      async settle(within) {
        if (!(await markTakenIn(within, lock)))
          throw new Failure(
            "upload-busy",
            "This upload is being taken in for another request. Ask for it in a moment.",
          );
      },
    },
  });
  await removeResumable(services, upload, lock).catch((error: unknown) => {
    // It is an upload by now; what is left of its parts the sweep removes.
    if (!(error instanceof Failure)) throw error;
  });
}

/**
 * Takes in what has come whole, and nothing else. @returns how many bytes are there
 * @throws {Failure} those of `takeIn`
 */
export async function takeInIfWhole(services: Needs, upload: ResumableUpload, lock: UploadLock): Promise<number> {
  const there = await services.blobs.partials.size({ tenant: upload.tenant, upload: upload.id });
  if (there === upload.bytes) await takeIn(services, upload, lock);
  return there;
}

/** Removes the parts of an upload, and then what is known of it. What it was charged with is given back where nothing came of it. */
export async function removeResumable(
  { db, blobs }: Pick<Services, "db" | "blobs">,
  { id, tenant }: { readonly id: string; readonly tenant: string },
  lock: UploadLock,
): Promise<void> {
  lock.lost.throwIfAborted();
  await blobs.partials.discard({ tenant, upload: id }, { signal: lock.lost });
  await deleteResumable(db, lock);
}
