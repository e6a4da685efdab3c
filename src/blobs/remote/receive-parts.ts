import { Readable } from "node:stream";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import { blobNotFound } from "../blob-path.ts";
import type { HeldRoom } from "./held-room.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";
import type { Part } from "./parts.ts";
import { receiveRemote } from "./receive-remote.ts";

/**
 * Takes in a recording that lies in the bucket in parts: they are read one after another and written as one.
 * @throws {Failure} `blob-not-found` where there are none, `storage-unavailable`
 */
export async function receiveParts(
  bucket: { objects: Objects; keys: Keys; room: HeldRoom },
  { tenant, parts, signal }: { tenant: string; parts: readonly Part[]; signal: AbortSignal },
): Promise<ReceivedBlob> {
  const last = parts.at(-1);
  if (!last) throw blobNotFound();
  // What breaks it off is told by whoever reads it.
  const content = Readable.from(joined(bucket.objects, parts, signal), { objectMode: false });
  return receiveRemote(bucket, { tenant, content }, { maxBytes: last.end, signal });
}

async function* joined(objects: Objects, parts: readonly Part[], signal: AbortSignal): AsyncGenerator<Buffer> {
  let at = 0;
  for (const { key, first, end } of parts) {
    yield* await objects.read(key, { start: at - first, end: end - first - 1 }, { signal });
    at = end;
  }
}
