import { addAbortSignal, type Readable } from "node:stream";
import { untilAborted } from "../domain/until-aborted.ts";
import type { Ending } from "../ports/blob-store.ts";

/** The stream itself, which the signal breaks off with an `AbortError`. */
export function endingWith(stream: Readable, { signal }: Ending): Readable {
  if (!signal) return stream;
  // Whoever reads it hears of the error. Nobody may be reading yet, and then it must not end the process.
  return addAbortSignal(
    signal,
    stream.on("error", () => {}),
  );
}

/** What is asked of a store, or the signal's reason as soon as it comes: what has been asked goes on, and its end is nobody's. */
export async function askingUntil<Result>(ask: () => Promise<Result>, { signal }: Ending): Promise<Result> {
  signal?.throwIfAborted();
  return signal ? untilAborted(ask(), signal) : ask();
}
