import type { Readable } from "node:stream";
import type { OpenRecording } from "./recordings.ts";

/** What came in and lies ready, addressed by what it holds. It is not part of the store until `keep`. */
export interface ReceivedBlob {
  /** SHA-256 of the content, in lower-case hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  /** Makes it part of the store, in one step: readers see all of it or none. Harmless where the content is there already. */
  keep(): Promise<void>;
  /** Forgets it. Harmless after `keep`. */
  discard(): Promise<void>;
}

/** A blob as it lies in the store. */
export interface StoredBlob {
  readonly tenant: string;
  readonly digest: string;
  readonly modified: Date;
}

/** Says which blob: content is shared within a tenant, and never between tenants. */
export interface BlobName {
  readonly tenant: string;
  /** SHA-256 in lower-case hexadecimal. */
  readonly digest: string;
}

/**
 * Keeps content addressed by its digest, apart for each tenant.
 *
 * The database says which blobs are wanted: `keep` and `delete` of one digest are called inside a transaction that
 * locks it, so that a blob is never deleted while somebody comes to refer to it.
 */
export interface BlobStore {
  /**
   * Takes in a stream, without holding it in memory. Nothing is left of it when this throws.
   * A `Failure` that the stream itself ends with is thrown as it is.
   * @throws {Failure} `source-unreadable` when the stream breaks off, `media-refused` past `maxBytes`, `disk-full`.
   */
  receive(
    tenant: string,
    content: Readable | Uint8Array,
    options: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<ReceivedBlob>;

  /**
   * A part of a blob, ends included; all of it without a range. An end past the last byte stands for the last.
   * Whoever reads no further destroys the stream.
   * @throws {Failure} `blob-not-found`
   * @throws {RangeError} when there is nothing in the range: ask for the size first
   */
  read(name: BlobName, range?: { readonly start: number; readonly end: number }): Promise<Readable>;

  /** Bytes of a blob. @throws {Failure} `blob-not-found`. */
  size(name: BlobName): Promise<number>;

  /**
   * The blob as a file of this machine, for programs that read files.
   * @param options.extension with its dot: some formats are known by nothing else. Left out, the file may have none.
   * @throws {Failure} `blob-not-found`.
   */
  open(
    name: BlobName,
    options: { readonly signal: AbortSignal; readonly extension?: string | undefined },
  ): Promise<OpenRecording>;

  /** Deleting what is not there is no error. */
  delete(name: BlobName): Promise<void>;

  /** Everything in the store, in no order. */
  list(): AsyncIterable<StoredBlob>;

  /** Removes what a process that was killed has left half received. */
  sweep(): Promise<void>;

  /** Bytes that may still be written; null where nobody can tell. */
  freeBytes(): Promise<number | null>;
}
