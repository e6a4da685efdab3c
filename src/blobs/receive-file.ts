import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
import { makeFolder } from "../files/make-folder.ts";
import { refuseWhenFull } from "./refusals.ts";

/** What may wait for the disk while more comes in: small chunks are then written many at once. */
const WAITING_BYTES = 1_048_576;

interface ReceiveOptions {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

interface ReceivedFile {
  /** SHA-256 in lower-case hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
}

/**
 * Writes what comes to a new file that only this user can read, all of it on the disk when this resolves. Holds little
 * in memory whatever the length. On any failure, and when the signal comes, the file is gone and the stream destroyed.
 * @throws {Failure} `source-unreadable`, `media-refused`, `disk-full`, and one that the stream itself ends with
 */
export async function receiveFile(
  content: Readable | Uint8Array,
  path: string,
  { maxBytes, signal }: ReceiveOptions,
): Promise<ReceivedFile> {
  const input = content instanceof Uint8Array ? Readable.from(partsOf(content)) : content;
  // An error nobody listens for would end the process, and one may come before the file is open.
  input.on("error", () => {});
  try {
    signal.throwIfAborted();
    await makeFolder(dirname(path));
    return await writeTo(await open(path, "wx", 0o600), input, { maxBytes, signal });
  } catch (error) {
    input.destroy();
    await rm(path, { force: true });
    // The pipeline wraps the reason of the signal; callers compare with the reason itself.
    signal.throwIfAborted();
    return refuseWhenFull(error);
  }
}

async function writeTo(
  handle: FileHandle,
  input: Readable,
  { maxBytes, signal }: ReceiveOptions,
): Promise<ReceivedFile> {
  const meter = hashingUpTo(maxBytes);
  const file = handle.createWriteStream({ autoClose: false, highWaterMark: WAITING_BYTES });
  let ownFault: unknown;
  // A pipeline hands the error of one stream on to the others: only while the input is well is it the file's own.
  file.on("error", (error) => {
    if (!input.readableAborted) ownFault ??= error;
  });
  try {
    await pipeline(input, meter.stream, file, { signal }).catch((error: unknown) => {
      throw error === ownFault ? error : brokenOff(error);
    });
    // Some disks are found full only here.
    await handle.sync();
    signal.throwIfAborted();
    return meter.result();
  } finally {
    // The handle cannot close while the stream holds it.
    file.destroy();
    await handle.close();
  }
}

/** Long bytes are hashed in parts, so that others get their turn between them. */
function* partsOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += WAITING_BYTES) yield bytes.subarray(at, at + WAITING_BYTES);
}

function hashingUpTo(maxBytes: number): { stream: Transform; result(): ReceivedFile } {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) return done(tooLarge(maxBytes));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ digest: hash.digest("hex"), bytes }) };
}

const tooLarge = (maxBytes: number): Failure =>
  new Failure(
    "media-refused",
    `The recording is larger than the limit of ${Math.floor(maxBytes / 1e6)} MB. Send a smaller one, or raise \`MAX_UPLOAD_GB\`.`,
  );

function brokenOff(error: unknown): Failure {
  if (error instanceof Failure) return error;
  // The error's own message may hold a path: only its code is passed on.
  const code = codeOf(error) && ` (${codeOf(error)})`;
  return new Failure("source-unreadable", `The stream broke off before its end${code}. Send the recording again.`, {
    cause: error,
  });
}
