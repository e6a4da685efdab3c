import type { BlobStore } from "../../ports/blob-store.ts";
import { remoteBlobStore } from "../remote/remote-blob-store.ts";
import { type GsPlace, gsAccess } from "./access.ts";
import { gsObjects } from "./objects.ts";

/**
 * Blobs in a bucket of Google Cloud Storage. Needs `@google-cloud/storage`, which is loaded when the store is first used.
 * Credentials are found as Google's libraries find them: `GOOGLE_APPLICATION_CREDENTIALS`, gcloud's own, those of the
 * machine. Addresses can be signed where they are those of a service account.
 * @param options.prefix where in the bucket; may be empty, and has no slash at its ends
 * @param options.scratch a folder for these files alone, where blobs are put while programs read them
 */
export function gsBlobStore({
  prefix,
  scratch,
  ...place
}: GsPlace & { readonly prefix: string; readonly scratch: string }): BlobStore {
  return remoteBlobStore(gsObjects(gsAccess(place)), { prefix, scratch });
}
