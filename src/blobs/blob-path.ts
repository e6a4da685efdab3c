import { join } from "node:path";
import { Failure } from "../domain/failure.ts";
import type { BlobName } from "../ports/blob-store.ts";

/** The folder of what is not part of the store yet. No tenant has this name. */
export const INCOMING = "incoming";

// Lower case only: where a disk does not tell `A` from `a`, two tenants would share a folder.
const TENANT = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** Whether a folder can be that of a tenant. */
export const isTenant = (name: string): boolean => TENANT.test(name) && name !== INCOMING;

/** Whether a file can be a blob. */
export const isDigest = (name: string): boolean => DIGEST.test(name);

/** What to say of a blob that is not in the store. */
export const blobNotFound = (cause?: unknown): Failure =>
  new Failure(
    "blob-not-found",
    "The content is not in the store: it was deleted, or lies in another one. Send the recording again, or check `STORAGE_URL` and `DATA_DIR`.",
    { cause },
  );

/**
 * Where a blob lies: never outside `root`, whatever its name.
 * @throws {Failure} `blob-not-found` for a name that no blob can have
 */
export function blobPath(root: string, { tenant, digest }: BlobName): string {
  if (!isTenant(tenant) || !isDigest(digest)) throw blobNotFound();
  // Folders of some thousand files rather than one of a million.
  return join(root, tenant, digest.slice(0, 2), digest);
}
