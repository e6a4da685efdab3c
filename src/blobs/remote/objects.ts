import type { Readable } from "node:stream";
import type { Ending, SignedUpload } from "../../ports/blob-store.ts";
import type { ByteRange } from "../byte-range.ts";

/** An object as a bucket lists it. */
export interface ListedObject {
  readonly key: string;
  readonly modified: Date;
}

/** An object whose bytes are known. */
export interface SizedObject {
  readonly key: string;
  readonly bytes: number;
}

/** What the answer to a signed address says of itself. */
export interface SignedAnswer {
  readonly seconds: number;
  readonly disposition?: string;
  readonly contentType?: string;
}

/**
 * A bucket of an object store, as little of it as blobs need. Keys are letters, digits, `_`, `-`, `.` and `/`.
 * All of it throws `storage-unavailable` when the store is away, after a bounded number of tries; and the reason of a signal
 * at once, whatever the store does.
 */
export interface Objects {
  put(key: string, content: Uint8Array): Promise<void>;
  /**
   * Writes a stream of unknown length, all or nothing. Ends soon after the signal; nothing is left of it when it throws.
   * @param options.maxBytes more will not come
   */
  upload(
    key: string,
    content: Readable,
    options: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<void>;
  /** Copies within the bucket, without reading. @param bytes of the object. @throws {Failure} `blob-not-found` */
  copy(from: string, to: string, bytes: number): Promise<void>;
  /**
   * Joins objects within the bucket into one, without reading them.
   * @param from one or more, up to 10,000; all but the last have 5 MiB or more
   * @throws {Failure} `blob-not-found`
   */
  join(from: readonly SizedObject[], to: string): Promise<void>;
  /** @throws {Failure} `blob-not-found`. @throws {RangeError} when there is nothing in the range */
  read(key: string, range?: ByteRange, ending?: Ending): Promise<Readable>;
  /** @throws {Failure} `blob-not-found` */
  size(key: string): Promise<number>;
  /** Deleting what is not there is no error. */
  delete(key: string, ending?: Ending): Promise<void>;
  list(prefix: string, ending?: Ending): AsyncIterable<ListedObject>;
  /** Removes uploads below `prefix` that began before `before` and never ended, where the store keeps such. */
  sweepUploads(prefix: string, before: Date, ending?: Ending): Promise<void>;
  /** Null where the credentials of this process cannot sign. */
  signRead(key: string, answer: SignedAnswer): Promise<string | null>;
  /** Null where the credentials of this process cannot sign. */
  signUpload(
    key: string,
    limits: { readonly seconds: number; readonly maxBytes: number },
  ): Promise<Omit<SignedUpload, "upload"> | null>;
}
