import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import type { ReceivedBlob } from "../ports/blob-store.ts";
import { keepFile } from "./keep-file.ts";
import type { Metered } from "./metered.ts";
import { openApart } from "./open-apart.ts";
import { refuseMissing, refuseUnusable } from "./refusals.ts";

/**
 * Takes in a file that has come in parts. It is not copied where the file system has links; its own name stays until whoever
 * asked for this has written down that it is kept.
 * @throws {Failure} `blob-not-found`, `disk-full`, `storage-unavailable`
 */
export async function receivePartial(
  { root, incoming }: { root: string; incoming: string },
  { path, tenant, signal }: { path: string; tenant: string; signal: AbortSignal },
): Promise<ReceivedBlob> {
  const apart = await openApart(path, { folder: incoming, signal });
  try {
    const { digest, bytes } = await hashed(apart.path, signal);
    const keep = keepFile(root);
    return { digest, bytes, keep: () => keep(apart.path, { tenant, digest }), discard: apart.dispose };
  } catch (error) {
    await apart.dispose();
    throw error;
  }
}

async function hashed(path: string, signal: AbortSignal): Promise<Metered> {
  const handle = await open(path, "r").catch(refuseMissing);
  try {
    const metered = await hashAll(handle, signal);
    await handle.sync();
    return metered;
  } catch (error) {
    return refuseUnusable(error);
  } finally {
    await handle.close();
  }
}

async function hashAll(handle: FileHandle, signal: AbortSignal): Promise<Metered> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of handle.createReadStream({ autoClose: false, highWaterMark: 1_048_576 })) {
    signal.throwIfAborted();
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { digest: hash.digest("hex"), bytes };
}
