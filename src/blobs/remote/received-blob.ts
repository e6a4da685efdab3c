import { Failure } from "../../domain/failure.ts";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import type { Objects } from "./objects.ts";

interface Received {
  readonly digest: string;
  readonly bytes: number;
  /** Where it is to lie. */
  readonly key: string;
}

/**
 * A blob that waits in memory.
 * @param received.letGo called when it waits there no more
 */
export function heldBlob(
  objects: Objects,
  { digest, bytes, key, content, letGo = () => {} }: Received & { content: Uint8Array; letGo?: () => void },
): ReceivedBlob {
  let held: Uint8Array | null = content;
  const release = () => {
    if (held) letGo();
    held = null;
  };
  return {
    digest,
    bytes,
    async keep() {
      // Where the memory was given back already, all there is to do is to see that it is there.
      if (held) await objects.put(key, held);
      else await objects.size(key);
      release();
    },
    discard: async () => release(),
  };
}

/**
 * A blob that waits in the bucket.
 * @param received.from where it lies first; whatever else lies there for its sake goes with it
 */
export function incomingBlob(
  objects: Objects,
  { digest, bytes, key, from }: Received & { from: readonly [string, ...string[]] },
): ReceivedBlob {
  let isGone = false;
  const isThere = async () =>
    objects.size(key).then(
      (size) => size === bytes,
      (error: unknown) => {
        if (isNotFound(error)) return false;
        throw error;
      },
    );
  const discard = async () => {
    if (isGone) return;
    for (const one of from) await objects.delete(one);
    isGone = true;
  };
  return {
    digest,
    bytes,
    async keep() {
      if (!(await isThere()))
        await objects.copy(from[0], key, bytes).catch(async (error: unknown) => {
          // Somebody may have kept the same blob at this moment, and discarded it then.
          if (!isNotFound(error) || !(await isThere())) throw error;
        });
      await leaving(discard());
    },
    discard: () => leaving(discard()),
  };
}

const isNotFound = (error: unknown): boolean => error instanceof Failure && error.code === "blob-not-found";

/** What cannot be removed while the store is away is removed by the sweep. */
const leaving = (removing: Promise<void>): Promise<void> =>
  removing.catch((error: unknown) => {
    if (!(error instanceof Failure && error.code === "storage-unavailable")) throw error;
  });
