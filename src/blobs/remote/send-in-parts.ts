import type { Readable } from "node:stream";
import { brokenOff } from "../metered.ts";

/** Held in memory until it has arrived. */
export const PART_BYTES = 8 * 1_048_576;

/** The beginning of the first part, which is there already and less than a part. */
interface Begun {
  readonly first: number;
  readonly bytes: Uint8Array;
}

/**
 * Sends a stream in parts, one after another: what is there has no gap, whenever the process ends. A stream that breaks off
 * has what came of it sent before this throws.
 * @param options.signal nothing is sent once it has come
 * @param send is given the place of the first byte; what it is given changes once it has resolved
 * @returns the place after the last byte
 * @throws {Failure} `source-unreadable`, one that the stream ends with, those of `send`
 */
export async function sendInParts(
  content: Readable,
  { begun, signal }: { begun: Begun; signal: AbortSignal },
  send: (first: number, bytes: Uint8Array) => Promise<void>,
): Promise<number> {
  const part = Buffer.allocUnsafe(PART_BYTES);
  part.set(begun.bytes);
  let [at, filled, sent] = [begun.first, begun.bytes.length, begun.bytes.length];
  const flush = async () => {
    signal.throwIfAborted();
    if (filled > sent) await send(at, part.subarray(0, filled));
    if (filled < PART_BYTES) return;
    at += filled;
    [filled, sent] = [0, 0];
  };
  try {
    for await (const chunk of content)
      for (let rest: Buffer = chunk; rest.length > 0; ) {
        const copied = rest.copy(part, filled);
        filled += copied;
        rest = rest.subarray(copied);
        if (filled === PART_BYTES) await flush();
      }
  } catch (error) {
    if (!content.errored) throw error;
    await flush();
    throw brokenOff(content.errored);
  }
  await flush();
  return at + filled;
}
