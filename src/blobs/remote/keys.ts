import { randomUUID } from "node:crypto";
import type { BlobName } from "../../ports/blob-store.ts";
import { blobNotFound, INCOMING, isDigest, isTenant } from "../blob-path.ts";

/** Where things lie in a bucket. All keys begin with `root`. */
export interface Keys {
  /** Of everything; ends with `/` or is empty. */
  readonly root: string;
  /** Of what is not part of the store yet. */
  readonly incoming: string;
  /** @throws {Failure} `blob-not-found` for a name that no blob can have */
  blob(name: BlobName): string;
  /** A key that is given once. */
  fresh(): string;
  /** Where a tenant's upload lies. @throws {Failure} `blob-not-found` for what names none */
  upload(tenant: string, upload: string): string;
  /** Which blob a key is of; null for other things. */
  nameOf(key: string): BlobName | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The keys below a prefix, which may be empty and has no slash at its ends. */
export function keysBelow(prefix: string): Keys {
  const root = prefix === "" ? "" : `${prefix}/`;
  const incoming = `${root}${INCOMING}/`;
  const blob = ({ tenant, digest }: BlobName): string => {
    if (!isTenant(tenant) || !isDigest(digest)) throw blobNotFound();
    return `${root}${tenant}/${digest.slice(0, 2)}/${digest}`;
  };
  return {
    root,
    incoming,
    blob,
    fresh: () => `${incoming}${randomUUID()}`,
    upload(tenant, upload) {
      // The tenant is part of the key: knowing the name of somebody else's upload gives nobody its content.
      if (!isTenant(tenant) || !UUID.test(upload)) throw blobNotFound();
      return `${incoming}${tenant}/${upload}`;
    },
    nameOf(key) {
      const [tenant = "", , digest = ""] = key.slice(root.length).split("/");
      return isTenant(tenant) && isDigest(digest) && key === blob({ tenant, digest }) ? { tenant, digest } : null;
    },
  };
}
