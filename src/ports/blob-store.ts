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

/** Ends what is asked of a store: it is thrown the signal's reason soon, whatever the store does. */
export interface Ending {
  readonly signal?: AbortSignal | undefined;
}

/** Where somebody may send one recording to, without passing through this service. */
export interface SignedUpload {
  /** Names it to `receiveUploaded`, for the same tenant. */
  readonly upload: string;
  readonly url: string;
  readonly method: "PUT" | "POST";
  /** To be sent as they are: they are part of the signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** Fields of a form that comes before the content, for `POST`. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** Names a recording that comes in parts. */
export interface PartialName {
  readonly tenant: string;
  /** A UUID in lower case. */
  readonly upload: string;
}

/** Recordings that come in parts, one after another. Only one caller at a time may add to one of them. */
export interface PartialRecordings {
  /** How many bytes are there, from the first on and without a gap; 0 where nothing has come. */
  size(name: PartialName, ending?: Ending): Promise<number>;

  /**
   * Adds what comes to what is there. What has come is there for good when this resolves, and also when it throws because
   * the stream broke off. Holds a few megabytes in memory.
   * @param options.offset how many bytes are there
   * @param options.signal nothing is added once it has come
   * @returns how many bytes are there then
   * @throws {Failure} `source-unreadable` when the stream breaks off, or the `Failure` that it ends with; `disk-full`,
   * `storage-unavailable`
   * @throws {RangeError} when there are more bytes than that, or fewer
   */
  append(
    name: PartialName,
    content: Readable,
    options: { readonly offset: number; readonly signal: AbortSignal },
  ): Promise<number>;

  /**
   * Takes in all that is there, by reading it. It stays until it is discarded, so this may be asked again.
   * @throws {Failure} `blob-not-found` when nothing has come
   */
  receive(name: PartialName, ending: { readonly signal: AbortSignal }): Promise<ReceivedBlob>;

  /** Forgets it. That there is nothing is no error. */
  discard(name: PartialName, ending?: Ending): Promise<void>;
}

/**
 * Keeps content addressed by its digest, apart for each tenant.
 *
 * The database says which blobs are wanted: `keep` and `delete` of one digest are called inside a transaction that
 * locks it, so that a blob is never deleted while somebody comes to refer to it.
 *
 * A store on another machine may be away: everything but `freeBytes` then throws `storage-unavailable`, after a bounded
 * number of tries. A directory that cannot be used does so at once, for `freeBytes` too.
 */
export interface BlobStore {
  /** What comes in parts, before it is a blob. What is not added to for eight days `sweep` removes. */
  readonly partials: PartialRecordings;

  /**
   * Takes in a stream, without holding it in memory but for a few megabytes. Bytes stay as they are until they are kept or
   * discarded. Nothing is left of it when this throws. A `Failure` that the stream itself ends with is thrown as it is.
   * @throws {Failure} `source-unreadable` when the stream breaks off, `media-refused` past `maxBytes`, `disk-full`,
   * `storage-unavailable`.
   */
  receive(
    tenant: string,
    content: Readable | Uint8Array,
    options: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<ReceivedBlob>;

  /**
   * A part of a blob, ends included; all of it without a range. An end past the last byte stands for the last.
   * Whoever reads no further destroys the stream.
   * @param ending breaks the stream off too, with an `AbortError`
   * @throws {Failure} `blob-not-found`
   * @throws {RangeError} when there is nothing in the range: ask for the size first
   */
  read(name: BlobName, range?: { readonly start: number; readonly end: number }, ending?: Ending): Promise<Readable>;

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

  /** Deleting what is not there is no error. One that was ended may have been done. */
  delete(name: BlobName, ending?: Ending): Promise<void>;

  /** Everything in the store, in no order. */
  list(ending?: Ending): AsyncIterable<StoredBlob>;

  /** Removes what a process that was killed has left half received, and what was sent to an address and never taken in. */
  sweep(ending?: Ending): Promise<void>;

  /**
   * Removes what a process that was killed has left on the disk of this machine, beside a store on another. Nobody else can:
   * each process is to do it for its own machine. What a living process uses stays.
   */
  sweepScratch(ending?: Ending): Promise<void>;

  /** Bytes that may still be written; null where nobody can tell. */
  freeBytes(): Promise<number | null>;

  /**
   * Finds out by use whether the store answers and lets this process write, read and delete.
   * @throws {Failure} `storage-unavailable` with what to mend, `disk-full`, `settings-invalid` where a package is missing
   */
  check(): Promise<void>;

  /**
   * An address at which anybody can read a blob for a while, in ranges too; null where this store gives out none. The
   * store is not asked: an address of a blob that is not there leads nowhere. It is a secret, and no log line.
   * @param options.seconds up to seven days; less where the credentials of this process end before
   * @param options.disposition what the answer says as `Content-Disposition`
   * @param options.contentType what the answer says as `Content-Type`
   * @throws {Failure} `blob-not-found` for a name that no blob can have
   */
  signRead(
    name: BlobName,
    options: { readonly seconds: number; readonly disposition?: string; readonly contentType?: string },
  ): Promise<string | null>;

  /**
   * An address at which one recording can be sent to the store; null where this store gives out none. It is a secret.
   * @param options.seconds up to seven days; less where the credentials of this process end before
   * @param options.maxBytes a store that can refuses more; all of them refuse it in `receiveUploaded`
   */
  signUpload(options: {
    readonly tenant: string;
    readonly seconds: number;
    readonly maxBytes: number;
  }): Promise<SignedUpload | null>;

  /**
   * Takes in what was sent to an address, by reading all of it: nothing the sender says of it is believed. What is sent to
   * the address from now on changes nothing. May be asked again until it is kept or discarded.
   * @throws {Failure} `blob-not-found` when nothing was sent, or not for this tenant; `media-refused` past `maxBytes`
   */
  receiveUploaded(
    tenant: string,
    upload: string,
    options: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<ReceivedBlob>;
}
