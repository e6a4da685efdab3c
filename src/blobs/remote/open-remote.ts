import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { BlobName } from "../../ports/blob-store.ts";
import type { OpenRecording } from "../../ports/recordings.ts";
import { nameOfOwn } from "../owned-file.ts";
import { receiveFile } from "../receive-file.ts";
import { storageAway } from "./away.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";

/**
 * Brings a blob to a file of its own in `scratch`, and sees that it is what was kept.
 * @throws {Failure} `blob-not-found`, `disk-full`, `storage-unavailable`
 */
export async function openRemote(
  { objects, keys, scratch }: { objects: Objects; keys: Keys; scratch: string },
  name: BlobName,
  { signal, extension }: { signal: AbortSignal; extension?: string | undefined },
): Promise<OpenRecording> {
  signal.throwIfAborted();
  const path = join(scratch, nameOfOwn(extension));
  const body = await objects.read(keys.blob(name), undefined, { signal });
  const { digest } = await receiveFile(body, path, { maxBytes: Number.POSITIVE_INFINITY, signal });
  const dispose = (): Promise<void> => rm(path, { force: true });
  if (digest === name.digest) return { path, dispose };
  await dispose();
  throw storageAway("odd", new Error("The content has another digest than when it was kept"));
}
