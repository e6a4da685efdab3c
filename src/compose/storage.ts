import { join } from "node:path";
import { fsBlobStore } from "../blobs/fs.ts";
import { gsBlobStore } from "../blobs/gs/gs.ts";
import { s3BlobStore } from "../blobs/s3/s3.ts";
import type { Config } from "../config.ts";
import type { BlobStore } from "../ports/blob-store.ts";

/**
 * The store for recordings that the settings name. Nothing is asked of it yet.
 * @throws {Failure} `settings-invalid` where a package is not installed
 */
export async function composeStorage({ STORAGE_URL, DATA_DIR }: Config): Promise<BlobStore> {
  // Of this store alone: it sweeps what it finds there.
  const scratch = join(DATA_DIR, "scratch");
  switch (STORAGE_URL.kind) {
    case "files":
      return fsBlobStore({ root: STORAGE_URL.directory ?? join(DATA_DIR, "blobs") });
    case "s3": {
      const { kind: _, ...place } = STORAGE_URL;
      return s3BlobStore({ ...place, scratch });
    }
    case "gs": {
      const { kind: _, ...place } = STORAGE_URL;
      return gsBlobStore({ ...place, scratch });
    }
  }
}
