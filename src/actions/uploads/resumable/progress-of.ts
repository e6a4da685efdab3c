import { findResumable } from "../../../database/resumable-uploads.ts";
import { findUpload } from "../../../database/uploads.ts";
import { Failure } from "../../../domain/failure.ts";
import type { ResumableUpload } from "../../../domain/resumable-upload.ts";
import type { Upload } from "../../../domain/upload.ts";
import type { Services } from "../../../services.ts";

/** How far an upload is: on its way, or kept. */
export type Progress =
  | { readonly kind: "on-its-way"; readonly upload: ResumableUpload }
  | { readonly kind: "kept"; readonly upload: Upload };

/**
 * How far an upload of a tenant is.
 * @param id a UUID
 * @throws {Failure} `upload-not-found`
 */
export async function progressOf(
  { db }: Pick<Services, "db">,
  name: { readonly tenant: string; readonly id: string },
): Promise<Progress> {
  const onItsWay = await findResumable(db, name);
  if (onItsWay) return { kind: "on-its-way", upload: onItsWay };
  const kept = await findUpload(db, name);
  if (kept) return { kind: "kept", upload: kept };
  throw new Failure(
    "upload-not-found",
    "There is no such upload here. It may have expired, or have been ended. Begin another one.",
  );
}
