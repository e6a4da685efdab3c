import { ScribewellError } from "./scribewell-error.ts";

/** A recording whose bytes are read when they are sent. */
export interface Content {
  /** For people. */
  readonly name?: string | undefined;
  /** As `audio/mpeg`; left out where it is not known. */
  readonly mediaType?: string | undefined;
  /** Left out where it is not known. */
  readonly bytes?: number | undefined;
  /** Gives the bytes from the first on. Called once, or once an attempt. */
  open(): AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;
  /** Whether `open` may be called again where the connection broke. Default true. */
  readonly canReopen?: boolean | undefined;
}

/** What is sent: a file of a form, or a stream where the platform sends streams, which browsers hardly do. */
export type SentRecording = Blob | ReadableStream<Uint8Array> | Content;

/** A recording that is sent, or named: by an http(s) address, or by the `url` of an upload. */
export type Recording = SentRecording | URL | string;

/** A recording as a request carries it. */
export interface Parcel {
  readonly name: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly canRepeat: boolean;
  /** What is on its way is watched; of a Blob, nothing is seen of it. */
  readonly isWatched: boolean;
  /** The body of one attempt. */
  open(watch: Watch): Sent;
}

interface Sent {
  readonly body: string | Blob | ReadableStream<Uint8Array>;
  /** What reading the recording ended with, where it did not end well. */
  readonly broken: () => ScribewellError | null;
}

interface Watch {
  /** @param bytes sent so far */
  readonly onSent: (bytes: number) => void;
  readonly onAllSent: () => void;
}

/** The address by which a recording is named; undefined for one that is sent. @throws {ScribewellError} `url-invalid` */
export function addressOf(recording: Recording): string | undefined {
  if (recording instanceof URL) return recording.href;
  if (typeof recording !== "string") return undefined;
  if (/^(https?:\/\/|upload:)/i.test(recording)) return recording;
  const remedy = "Give an http(s) address or the url of an upload, or the recording itself.";
  throw new ScribewellError("url-invalid", `A recording cannot be named like this. ${remedy}`);
}

/** A recording that is named, with what is asked of it. */
export function parcelOfJson(content: object): Parcel {
  return {
    name: undefined,
    headers: { "content-type": "application/json" },
    canRepeat: true,
    isWatched: true,
    open(watch) {
      watch.onAllSent();
      return { body: JSON.stringify(content), broken: () => null };
    },
  };
}

const UNKNOWN_TYPE = "application/octet-stream";

/** Makes a recording ready to be sent. */
export function parcelOf(recording: SentRecording): Parcel {
  if (recording instanceof Blob) return parcelOfBlob(recording);
  if (recording instanceof ReadableStream) return parcelOfContent({ open: () => recording, canReopen: false });
  return parcelOfContent(recording);
}

function parcelOfBlob(blob: Blob): Parcel {
  return {
    name: "name" in blob && typeof blob.name === "string" ? blob.name : undefined,
    headers: { "content-type": blob.type || UNKNOWN_TYPE },
    canRepeat: true,
    isWatched: false,
    open: () => ({ body: blob, broken: () => null }),
  };
}

function parcelOfContent(content: Content): Parcel {
  const { name, mediaType = UNKNOWN_TYPE, bytes, canReopen = true } = content;
  return {
    name,
    headers: { "content-type": mediaType, ...(bytes !== undefined && { "content-length": String(bytes) }) },
    canRepeat: canReopen,
    isWatched: true,
    open: (watch) => streamOf(content, watch),
  };
}

/** Reads bytes as they are asked for, counts them, and keeps what they broke with: `fetch` does not tell. */
function streamOf({ open, bytes }: Content, { onSent, onAllSent }: Watch): Sent {
  const source = iteratorOf(open());
  let sent = 0;
  let broken: ScribewellError | null = null;
  const end = (error: ScribewellError, controller: ReadableStreamDefaultController) => {
    broken = error;
    controller.error(error);
    return source.return?.().then(
      () => {},
      () => {},
    );
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const read = await source.next().catch((error: unknown) => end(unreadable(error), controller));
      if (!read) return;
      sent += read.done ? 0 : read.value.length;
      if (bytes !== undefined && (sent > bytes || (read.done && sent < bytes))) return end(changed(), controller);
      if (!read.done) controller.enqueue(read.value);
      if (!read.done) return onSent(sent);
      onAllSent();
      controller.close();
    },
    async cancel() {
      await source.return?.();
    },
  });
  return { body, broken: () => broken };
}

function unreadable(cause: unknown): ScribewellError {
  const code = cause instanceof Error && "code" in cause ? cause.code : "unknown";
  return new ScribewellError("source-unreadable", `The recording cannot be read to its end (${code}).`, { cause });
}

const changed = () =>
  new ScribewellError("source-unreadable", "The file has changed while it was sent. Send it again when it is whole.");

/** Not every browser lets a stream be read with `for await`. */
function iteratorOf(bytes: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>): AsyncIterator<Uint8Array, unknown> {
  if (!(bytes instanceof ReadableStream)) return bytes[Symbol.asyncIterator]();
  const reader = bytes.getReader();
  return {
    async next() {
      const { done, value } = await reader.read();
      return done ? { done, value } : { done: false, value };
    },
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}
