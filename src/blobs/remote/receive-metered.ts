import { once } from "node:events";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { brokenOff, hashingUpTo, type Metered, streamOf } from "../metered.ts";

/** Nobody who gave up waits longer than this for what is left to be tidied away. */
const TIDY_WITHIN_MS = 1_000;

/** Takes what comes to its place. It ends soon after the signal, and then leaves nothing. */
type Write = (content: Readable, signal: AbortSignal) => Promise<void>;

/**
 * Hashes and counts what comes while it is written somewhere. On any failure, and when the signal comes, the stream is
 * destroyed.
 * @throws {Failure} `source-unreadable`, `media-refused`, one that the stream itself ends with; what `write` throws of itself
 */
export async function receiveMetered(
  content: Readable | Uint8Array,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
  write: Write,
): Promise<Metered> {
  const input = streamOf(content);
  try {
    signal.throwIfAborted();
    return await through(input, { maxBytes, signal }, write);
  } catch (error) {
    input.destroy();
    // The pipeline wraps the reason of the signal; callers compare with the reason itself.
    signal.throwIfAborted();
    throw error;
  }
}

async function through(
  input: Readable,
  { maxBytes, signal }: { maxBytes: number; signal: AbortSignal },
  write: Write,
): Promise<Metered> {
  const meter = hashingUpTo(maxBytes);
  const broken = new AbortController();
  const ending = AbortSignal.any([signal, broken.signal]);
  let ownFault: { error: unknown } | undefined;
  const writing = write(meter.stream, ending).catch((error: unknown) => {
    // The fault of what comes is handed on to whoever writes it: only while that is well is it the writer's own.
    if (!meter.stream.errored) ownFault = { error };
    meter.stream.destroy(new Error("The writer gave up"));
  });
  try {
    await pipeline(input, meter.stream, { signal });
  } catch (error) {
    broken.abort();
    await settled(writing, ending);
    throw ownFault ? ownFault.error : brokenOff(error);
  }
  await settled(writing, ending);
  if (ownFault) throw ownFault.error;
  signal.throwIfAborted();
  return meter.result();
}

/** Waits for what is under way; once the signal has come only a moment longer. */
async function settled(writing: Promise<void>, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const given = signal.aborted ? Promise.resolve() : once(signal, "abort", { signal: done.signal });
  const overdue = given.then(() => pause(TIDY_WITHIN_MS, undefined, { signal: done.signal }));
  await Promise.race([writing, overdue.catch(() => {})]);
  done.abort();
}
