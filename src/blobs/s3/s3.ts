import type { BlobStore } from "../../ports/blob-store.ts";
import { remoteBlobStore } from "../remote/remote-blob-store.ts";
import { type S3Place, s3Access } from "./access.ts";
import { s3Objects } from "./objects.ts";

/**
 * Blobs in a bucket of S3, or of a store that speaks like it (MinIO, R2). Needs `@aws-sdk/client-s3`,
 * `@aws-sdk/lib-storage` and `@aws-sdk/s3-request-presigner`, which are loaded when the store is first used. Credentials
 * are found as the AWS SDK finds them: environment, profile, role of the machine.
 * @param options.prefix where in the bucket; may be empty, and has no slash at its ends
 * @param options.scratch a folder for these files alone, where blobs are put while programs read them
 */
export function s3BlobStore({
  prefix,
  scratch,
  ...place
}: S3Place & { readonly prefix: string; readonly scratch: string }): BlobStore {
  return remoteBlobStore(s3Objects(s3Access(place)), { prefix, scratch });
}
