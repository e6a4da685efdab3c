import type { Readable } from "node:stream";

/** Where a recording comes from: a path, an http(s) URL, bytes, or a stream of bytes. */
export type Source = string | URL | Uint8Array | Readable | ReadableStream<Uint8Array>;

/** A recording as a file on this machine, for as long as it is needed. */
export interface OpenRecording {
  readonly path: string;
  /** Removes what was made for it; the user's own file stays. May be called twice. */
  dispose(): Promise<void>;
}

/** Brings a recording to this machine's disk, never whole into memory. */
export interface Recordings {
  /**
   * A string that begins with `http://` or `https://` is a URL, any other a path.
   * @throws {Failure} `source-not-found`, `source-not-a-file`, `source-unreadable`, `url-invalid`, `url-refused`,
   * `url-unreachable`, `media-refused` when it is too large, `disk-full`.
   */
  open(source: Source, signal: AbortSignal): Promise<OpenRecording>;
}

/** A recording on its way from an address. */
export interface RemoteRecording {
  /** As announced; null when it was not. */
  readonly bytes: number | null;
  readonly mediaType: string | null;
  /** From the answer or the address; null where neither names one. */
  readonly name: string | null;
  readonly body: Readable;
}

/**
 * Says whether an address that a user gave can be fetched from, as far as it tells by itself; the rest is found out when it
 * is opened. Asks nobody.
 * @throws {Failure} `url-invalid`, `url-refused`
 */
export type CheckUrl = (address: string) => void;

/**
 * Opens an address that a user gave.
 * @throws {Failure} `url-invalid`, `url-refused`, `url-unreachable`, `media-refused` when it is too large.
 */
export type OpenUrl = (address: string, options: { readonly signal: AbortSignal }) => Promise<RemoteRecording>;
