import { Failure } from "../../domain/failure.ts";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import { tooLarge } from "../metered.ts";
import type { Keys } from "./keys.ts";
import type { Objects } from "./objects.ts";
import { receiveMetered } from "./receive-metered.ts";
import { readThrough } from "./receive-remote.ts";
import { incomingBlob } from "./received-blob.ts";

/**
 * Takes in what was sent to a signed address. It is copied first and read then: whoever still holds the address can send
 * something else at any moment, and what is kept has to be what was hashed.
 */
export async function receiveUploaded(
  { objects, keys }: { objects: Objects; keys: Keys },
  { tenant, upload }: { tenant: string; upload: string },
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<ReceivedBlob> {
  signal.throwIfAborted();
  const sent = keys.upload(tenant, upload);
  const own = keys.fresh();
  try {
    const bytes = await objects.size(sent);
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    await objects.copy(sent, own, bytes);
    return await receiveOwn({ objects, keys }, { tenant, from: [own, sent] }, { maxBytes, signal });
  } catch (error) {
    const isRefused = error instanceof Failure && error.code === "media-refused";
    // What can be read another time stays for it. The sweep removes what cannot be removed now.
    for (const key of isRefused ? [own, sent] : [own]) await objects.delete(key).catch(() => {});
    throw error;
  }
}

/**
 * Takes in an object that nobody else writes to, by reading it.
 * @param given.from where it lies, and what else goes with it when it is kept or discarded
 */
export async function receiveOwn(
  { objects, keys }: { objects: Objects; keys: Keys },
  { tenant, from }: { tenant: string; from: readonly [string, ...string[]] },
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
): Promise<ReceivedBlob> {
  const content = await objects.read(from[0], undefined, { signal });
  const metered = await receiveMetered(content, { maxBytes, signal }, readThrough);
  return incomingBlob(objects, { ...metered, key: keys.blob({ tenant, ...metered }), from });
}
