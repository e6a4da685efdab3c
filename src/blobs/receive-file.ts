import { type FileHandle, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { makeFolder } from "../files/make-folder.ts";
import { brokenOff, hashingUpTo, type Metered, streamOf } from "./metered.ts";
import { refuseUnusable } from "./refusals.ts";

/** What may wait for the disk while more comes in: small chunks are then written many at once. */
const WAITING_BYTES = 1_048_576;

interface ReceiveOptions {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Writes what comes to a new file that only this user can read, all of it on the disk when this resolves. Holds little
 * in memory whatever the length. On any failure, and when the signal comes, the file is gone and the stream destroyed.
 * @throws {Failure} `source-unreadable`, `media-refused`, `disk-full`, `storage-unavailable`, and one that the stream itself
 * ends with
 */
export async function receiveFile(
  content: Readable | Uint8Array,
  path: string,
  { maxBytes, signal }: ReceiveOptions,
): Promise<Metered> {
  const input = streamOf(content);
  try {
    signal.throwIfAborted();
    await makeFolder(dirname(path));
    return await writeTo(await open(path, "wx", 0o600), input, { maxBytes, signal });
  } catch (error) {
    input.destroy();
    // What cannot be removed now is the sweep's; what kept it from being written tells more.
    await rm(path, { force: true }).catch(() => {});
    // The pipeline wraps the reason of the signal; callers compare with the reason itself.
    signal.throwIfAborted();
    return refuseUnusable(error);
  }
}

async function writeTo(handle: FileHandle, input: Readable, { maxBytes, signal }: ReceiveOptions): Promise<Metered> {
  const meter = hashingUpTo(maxBytes);
  const file = handle.createWriteStream({ autoClose: false, highWaterMark: WAITING_BYTES });
  let ownFault: unknown;
  // A pipeline hands the error of one stream on to the others: only while the input is well is it the file's own.
  file.on("error", (error) => {
    if (!input.readableAborted) ownFault ??= error;
  });
  try {
    await pipeline(input, meter.stream, file, { signal }).catch((error: unknown) => {
      throw error === ownFault ? error : brokenOff(error);
    });
    // Some disks are found full only here.
    await handle.sync();
    signal.throwIfAborted();
    return meter.result();
  } finally {
    // The handle cannot close while the stream holds it.
    file.destroy();
    await handle.close();
  }
}
