import { join } from "node:path";
import type { Logger } from "pino";
import { fsBlobStore } from "../blobs/fs.ts";
import { gsBlobStore } from "../blobs/gs/gs.ts";
import { s3BlobStore } from "../blobs/s3/s3.ts";
import type { Files } from "../blobs/storage-url.ts";
import type { Config } from "../config.ts";
import { unusable } from "../data-directory/data-directory-failures.ts";
import { Failure } from "../domain/failure.ts";
import type { BlobStore } from "../ports/blob-store.ts";

const SHARED_BY_NOBODY =
  "STORAGE_URL names no store, so recordings are kept in this process's own DATA_DIR: jobs fail where another process works on them. Set STORAGE_URL to one store for every process of this database.";

/**
 * The store for recordings that the settings name. Nothing is asked of one on another machine yet.
 * @throws {Failure} `data-directory-unusable` for files that cannot be written, `settings-invalid` where a package is not
 * installed
 */
export async function composeStorage(config: Config, log: Pick<Logger, "warn">): Promise<BlobStore> {
  const { STORAGE_URL, DATA_DIR } = config;
  // Of this store alone: it sweeps what it finds there.
  const scratch = join(DATA_DIR, "scratch");
  switch (STORAGE_URL.kind) {
    case "files":
      if (STORAGE_URL.directory === null && config.DATABASE_URL.kind === "server") log.warn(SHARED_BY_NOBODY);
      return openFiles(STORAGE_URL, DATA_DIR);
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

async function openFiles({ directory }: Files, dataDirectory: string): Promise<BlobStore> {
  const root = directory ?? join(dataDirectory, "blobs");
  const store = fsBlobStore({ root });
  try {
    await store.check();
  } catch (error) {
    // From a full disk can be read, and room is made by deleting.
    if (error instanceof Failure && error.code === "disk-full") return store;
    const named = directory === null ? `${root} (of DATA_DIR, as STORAGE_URL names no other)` : root;
    throw unusable(named, error instanceof Failure ? error.cause : error, {
      what: "store for recordings",
      setting: "STORAGE_URL",
    });
  }
  return store;
}
