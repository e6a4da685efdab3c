import { Readable } from "node:stream";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import { blobNotFound } from "../blob-path.ts";
import type { HeldRoom } from "./held-room.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";
import type { Part } from "./parts.ts";
import { receiveRemote } from "./receive-remote.ts";
import { receiveOwn } from "./receive-uploaded.ts";

/** What a store joins: so many, and none but the last smaller than that. */
const MOST_PARTS = 10_000;
const LEAST_BYTES = 5 * 1_048_576;

/**
 * Takes in a recording that lies in the bucket in parts. The store joins them, and the whole is read once. Where it cannot,
 * as two of them overlap, they are read one after another and written as one.
 * @throws {Failure} `blob-not-found` where there are none, `storage-unavailable`
 */
export async function receiveParts(
  bucket: { objects: Objects; keys: Keys; room: HeldRoom },
  { tenant, parts, signal }: { tenant: string; parts: readonly Part[]; signal: AbortSignal },
): Promise<ReceivedBlob> {
  const last = parts.at(-1);
  if (!last) throw blobNotFound();
  const options = { maxBytes: last.end, signal };
  if (!canJoin(parts)) {
    // What breaks it off is told by whoever reads it.
    const content = Readable.from(joined(bucket.objects, parts, signal), { objectMode: false });
    return receiveRemote(bucket, { tenant, content }, options);
  }
  const own = bucket.keys.fresh();
  try {
    const from = parts.map(({ key, first, end }) => ({ key, bytes: end - first }));
    await bucket.objects.join(from, own);
    return await receiveOwn(bucket, { tenant, from: [own] }, options);
  } catch (error) {
    // The parts stay for another time. The sweep removes what cannot be removed now.
    await bucket.objects.delete(own).catch(() => {});
    throw error;
  }
}

function canJoin(parts: readonly Part[]): boolean {
  const follows = parts.every(({ first }, index) => first === (parts[index - 1]?.end ?? 0));
  const areLarge = parts.slice(0, -1).every(({ first, end }) => end - first >= LEAST_BYTES);
  return follows && areLarge && parts.length <= MOST_PARTS;
}

async function* joined(objects: Objects, parts: readonly Part[], signal: AbortSignal): AsyncGenerator<Buffer> {
  let at = 0;
  for (const { key, first, end } of parts) {
    yield* await objects.read(key, { start: at - first, end: end - first - 1 }, { signal });
    at = end;
  }
}
