import { Failure } from "../../domain/failure.ts";
import type { Upload } from "../../domain/upload.ts";
import type { SignedUpload } from "../../ports/blob-store.ts";
import type { Services } from "../../services.ts";
import { refuseWhenBusy } from "../jobs/refuse-when-busy.ts";
import { keepUpload } from "./keep-upload.ts";

/** How long a recording may be sent to the address. */
export const SEND_SECONDS = 3_600;

/**
 * An address at which a recording can be sent straight to the store, without passing through this service.
 * @throws {Failure} `upload-not-direct` where the store gives out none; `server-busy`
 */
export async function beginDirectUpload(
  { db, blobs, limits }: Pick<Services, "db" | "blobs" | "limits">,
  tenant: string,
): Promise<SignedUpload> {
  await refuseWhenBusy({ db, blobs, limits }, tenant);
  const signed = await blobs.signUpload({ tenant, seconds: SEND_SECONDS, maxBytes: limits.maxUploadBytes });
  if (signed) return signed;
  throw new Failure(
    "upload-not-direct",
    "The store of this server takes recordings through the service alone. Send them to POST /api/v1/uploads.",
  );
}

/**
 * Takes in what was sent to such an address, as an upload that jobs can be opened for. All of it is read: nothing that its
 * sender says of it is believed.
 * @throws {Failure} `source-not-found` when nothing was sent, or to the address of another tenant; `media-refused` past the
 * limit, `media-empty`, `quota-reached`, `storage-unavailable`
 */
export async function endDirectUpload(
  services: Pick<Services, "db" | "blobs" | "limits" | "log">,
  asked: {
    readonly owner: { readonly tenant: string; readonly key: string | null };
    readonly upload: string;
    readonly name: string | null;
    readonly mediaType: string | null;
    readonly signal: AbortSignal;
  },
): Promise<Upload> {
  const { owner, upload, name, mediaType, signal } = asked;
  const maxBytes = services.limits.maxUploadBytes;
  const blob = await services.blobs
    .receiveUploaded(owner.tenant, upload, { maxBytes, signal })
    .catch((cause: unknown) => {
      if (!(cause instanceof Failure && cause.code === "blob-not-found")) throw cause;
      const detail =
        "Nothing was sent to the address of this upload, or it was taken in before. Send the recording first.";
      throw new Failure("source-not-found", detail, { cause });
    });
  return keepUpload(services, { owner, recording: { kind: "received", blob, name, mediaType } });
}
