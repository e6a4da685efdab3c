import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { Failure } from "../domain/failure.ts";
import { codeOf, isDiskFull } from "../domain/system-errors.ts";
import { makePrivateFolder, sweepFolders } from "./private-folder.ts";

/** A recording that came as bytes and lies in a file of its own for as long as it is needed. */
export interface SpooledFile {
  readonly path: string;
  readonly bytes: number;
  /** Removes it. Running it twice is fine. */
  dispose(): Promise<void>;
}

export interface SpoolOptions {
  /** More than this is refused. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** With its dot, for example `.gsm`: some formats are known by nothing else. Anything but letters and digits is ignored. */
  readonly extension?: string;
  /** Where to put it; the system's folder for temporary files by default. */
  readonly folder?: string;
}

/**
 * Writes bytes or a stream to a file that only this user can read. Holds little in memory whatever the length.
 * On any failure, and when the signal comes, nothing is left. Sweeps up after processes that were killed.
 * A `Failure` that the stream itself ends with is thrown as it is.
 * @throws {Failure} `source-unreadable` when the stream breaks off, `media-refused` past `maxBytes`, `disk-full`.
 */
export async function spool(
  source: Uint8Array | Readable | ReadableStream<Uint8Array>,
  { maxBytes, signal, extension = "", folder = tmpdir() }: SpoolOptions,
): Promise<SpooledFile> {
  await sweepFolders(folder);
  const home = await makePrivateFolder(folder).catch(refuseWhenFull);
  const dispose = (): Promise<void> => rm(home, { recursive: true, force: true });
  const path = join(home, `recording${/^\.[a-z0-9]{1,8}$/i.test(extension) ? extension : ""}`);
  const counter = countingUpTo(maxBytes);
  const input = readableOf(source);
  let ownFault: unknown;
  try {
    const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
    // A pipeline hands the error of one stream on to the others: only while the input is well is it the file's own.
    file.once("error", (error) => {
      if (!input.readableAborted) ownFault = error;
    });
    await pipeline(input, counter.stream, file, { signal });
    return { path, bytes: counter.bytes(), dispose };
  } catch (error) {
    await dispose();
    // The pipeline wraps the reason of the signal; callers compare with the reason itself.
    signal.throwIfAborted();
    return error === ownFault ? refuseWhenFull(error) : refuseBroken(error);
  }
}

function readableOf(source: Uint8Array | Readable | ReadableStream<Uint8Array>): Readable {
  // An array in an array: the bytes go as one chunk, not one by one.
  if (source instanceof Uint8Array) return Readable.from([source]);
  return source instanceof Readable ? source : Readable.fromWeb(source);
}

function countingUpTo(maxBytes: number): { stream: Transform; bytes(): number } {
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes) return done(null, chunk);
      const limit = `${Math.floor(maxBytes / 1e6)} MB`;
      done(
        new Failure(
          "media-refused",
          `The recording is larger than the limit of ${limit}. Send a smaller one, or raise the limit.`,
        ),
      );
    },
  });
  return { stream, bytes: () => bytes };
}

function refuseBroken(error: unknown): never {
  if (error instanceof Failure) throw error;
  // The error's own message may hold a path: only its code is passed on.
  const code = codeOf(error) && ` (${codeOf(error)})`;
  throw new Failure("source-unreadable", `The stream broke off before its end${code}. Send the recording again.`, {
    cause: error,
  });
}

function refuseWhenFull(error: unknown): never {
  if (!isDiskFull(error)) throw error;
  throw new Failure(
    "disk-full",
    "The disk for temporary files is full. Free some space, or point TMPDIR at a larger disk.",
    {
      cause: error,
    },
  );
}
