import { once } from "node:events";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { GsAccess } from "./access.ts";

/** What cannot be removed while the store is away is removed by the sweep. */
const TIDY_WITHIN_MS = 2_000;
/** Held in memory until it has arrived, so that it can be sent again. */
const CHUNK_BYTES = 8 * 1_048_576;
/** Longer than a chunk takes with all tries of the library, which itself waits for ever on a line gone dead. */
const STALLED_AFTER_MS = 180_000;

/**
 * Sends a stream in chunks. On any failure, and when the signal comes, no object is left; Google forgets the chunks.
 * @throws {Failure} `storage-unavailable`
 */
export async function uploadStream(
  { kmsKey, use }: GsAccess,
  { key, content, signal }: { key: string; content: Readable; signal: AbortSignal },
): Promise<void> {
  await use(async (bucket) => {
    const file = bucket.file(key, { ...(kmsKey !== undefined && { kmsKeyName: kmsKey }) });
    const target = file.createWriteStream({ resumable: true, chunkSize: CHUNK_BYTES });
    // Heard of below; one that comes later ends no process.
    target.on("error", () => {});
    const moving = (wait: (until: AbortSignal) => Promise<unknown>) => whileMoving(wait, signal);
    try {
      for await (const chunk of content) {
        if (target.errored) throw target.errored;
        if (!target.write(chunk)) await moving((until) => once(target, "drain", { signal: until }));
      }
      target.end();
      await moving((until) => finished(target, { signal: until }));
      signal.throwIfAborted();
    } catch (error) {
      // The library lets go of its request only for an error.
      target.destroy(new Error("The upload was given up", { cause: error }));
      // The last chunk may have arrived though its answer did not.
      const tidying = file.delete({ ignoreNotFound: true }).catch(() => {});
      await Promise.race([tidying, pause(TIDY_WITHIN_MS, undefined, { ref: false })]);
      throw error;
    }
  });
}

async function whileMoving(wait: (until: AbortSignal) => Promise<unknown>, signal: AbortSignal): Promise<void> {
  const stalled = AbortSignal.timeout(STALLED_AFTER_MS);
  await wait(AbortSignal.any([signal, stalled])).catch((error: unknown) => {
    throw stalled.aborted ? stalled.reason : error;
  });
}
