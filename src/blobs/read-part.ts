import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { Ending } from "../ports/blob-store.ts";
import { type ByteRange, isByteRange, nothingIn } from "./byte-range.ts";
import { endingWith } from "./ending.ts";
import { refuseMissing } from "./refusals.ts";

/**
 * A file, or a part of it, as a stream. Destroying the stream closes the file.
 * @throws {Failure} `blob-not-found`
 * @throws {RangeError} when there is nothing in the range
 */
export async function readPart(path: string, range?: ByteRange, ending: Ending = {}): Promise<Readable> {
  ending.signal?.throwIfAborted();
  const handle = await open(path, "r").catch(refuseMissing);
  try {
    return endingWith(handle.createReadStream(range && (await within(handle, range))), ending);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A range cut to what there is. @throws {RangeError} when nothing is in it: whoever reads parts knows the size. */
async function within(handle: FileHandle, range: ByteRange): Promise<ByteRange> {
  const { size } = await handle.stat();
  if (!isByteRange(range) || range.start >= size) throw nothingIn(range);
  return { start: range.start, end: Math.min(range.end, size - 1) };
}
