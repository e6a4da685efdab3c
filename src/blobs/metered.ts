import { createHash } from "node:crypto";
import { Readable, Transform } from "node:stream";
import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";

/** Long bytes are hashed in parts, so that others get their turn between them. */
const PART_BYTES = 1_048_576;

/** What came in. */
export interface Metered {
  /** SHA-256 in lower-case hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
}

/** Content as a stream. It may break off before anybody reads it: that ends no process. */
export function streamOf(content: Readable | Uint8Array): Readable {
  const stream = content instanceof Uint8Array ? Readable.from(partsOf(content)) : content;
  // An error nobody listens for would end the process.
  stream.on("error", () => {});
  return stream;
}

function* partsOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PART_BYTES) yield bytes.subarray(at, at + PART_BYTES);
}

/** A stream that hashes what goes through it, and breaks with `media-refused` past `maxBytes`. Ask for the result at its end, once. */
export function hashingUpTo(maxBytes: number): { stream: Transform; result(): Metered } {
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

/** What to say of more than the limit. */
export const tooLarge = (maxBytes: number): Failure =>
  new Failure(
    "media-refused",
    `The recording is larger than the limit of ${Math.floor(maxBytes / 1e6)} MB. Send a smaller one, or raise \`MAX_UPLOAD_GB\`.`,
  );

/** What to say of a stream that broke off; a `Failure` that it ended with is passed on. */
export function brokenOff(error: unknown): Failure {
  if (error instanceof Failure) return error;
  // The error's own message may hold a path: only its code is passed on.
  const code = codeOf(error) && ` (${codeOf(error)})`;
  return new Failure("source-unreadable", `The stream broke off before its end${code}. Send the recording again.`, {
    cause: error,
  });
}
