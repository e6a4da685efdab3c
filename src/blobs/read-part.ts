import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { refuseMissing } from "./refusals.ts";

/** First and last byte, counted from 0. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A file, or a part of it, as a stream. Destroying the stream closes the file.
 * @throws {Failure} `blob-not-found`
 * @throws {RangeError} when there is nothing in the range
 */
export async function readPart(path: string, range?: ByteRange): Promise<Readable> {
  const handle = await open(path, "r").catch(refuseMissing);
  try {
    return handle.createReadStream(range && (await within(handle, range)));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A range cut to what there is. @throws {RangeError} when nothing is in it: whoever reads parts knows the size. */
async function within(handle: FileHandle, { start, end }: ByteRange): Promise<ByteRange> {
  const { size } = await handle.stat();
  const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end;
  if (!isRange || start >= size) throw new RangeError(`There are no bytes ${start} to ${end} in ${size}`);
  return { start, end: Math.min(end, size - 1) };
}
