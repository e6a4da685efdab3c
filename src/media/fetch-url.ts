import { extname } from "node:path";
import { Readable } from "node:stream";
import pRetry from "p-retry";
import { Failure } from "../domain/failure.ts";
import { isRecordingName } from "../domain/recording-names.ts";
import { type Answer, type RequestOptions, request } from "./http-request.ts";
import { type SpooledFile, spool } from "./spool.ts";
import { readUrl } from "./url-check.ts";

const TRIES = 3;
const FIRST_PAUSE_MS = 300;

/** What a fetch is bound by. */
export interface FetchOptions extends Partial<Omit<RequestOptions, "signal">> {
  /** A larger recording is refused. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Where to put the file; the system's folder for temporary files by default. */
  readonly folder?: string;
}

/**
 * Fetches a recording to a file of its own. Follows 5 redirects, and tries 3 times where that can help.
 * The signal ends it at once and leaves no file. Messages name the host only: paths and queries often hold keys.
 * @throws {Failure} `url-invalid`, `url-refused`, `url-unreachable`, `media-refused` past `maxBytes`, `disk-full`, or what `allow` throws.
 */
export async function fetchUrl(address: string, options: FetchOptions): Promise<SpooledFile> {
  const url = readUrl(address);
  const { signal } = options;
  let file: SpooledFile | undefined;
  const tryOnce = async (): Promise<SpooledFile> => {
    file = await attempt(url, options);
    return file;
  };
  try {
    return await pRetry(tryOnce, {
      ...{ retries: TRIES - 1, minTimeout: FIRST_PAUSE_MS, signal },
      shouldRetry: ({ error }) => error instanceof Failure && error.code === "url-unreachable",
    });
  } catch (error) {
    // The signal may come between the last byte and the return.
    await file?.dispose();
    signal.throwIfAborted();
    throw error;
  }
}

async function attempt(url: URL, { maxBytes, folder, ...options }: FetchOptions): Promise<SpooledFile> {
  const answer = await request(url, { headersMs: 15_000, stallMs: 30_000, ...options });
  try {
    if ((answer.bytes ?? 0) > maxBytes) throw new Failure("media-refused", tooLarge(answer, maxBytes));
    const name = answer.url.pathname;
    const extension = isRecordingName(name.slice(name.lastIndexOf("/") + 1)) ? extname(name) : "";
    const place = folder === undefined ? {} : { folder };
    const file = await spool(Readable.from(answer.body), { maxBytes, signal: options.signal, extension, ...place });
    if (answer.bytes === null || answer.bytes === file.bytes) return file;
    await file.dispose();
    throw new Failure(
      "url-unreachable",
      `${answer.url.host} broke off after ${file.bytes} of ${answer.bytes} bytes. Try again.`,
    );
  } finally {
    answer.close();
  }
}

function tooLarge({ url, bytes }: Answer, maxBytes: number): string {
  return `The recording at ${url.host} has ${bytes} bytes, and the limit is ${maxBytes}. Send a smaller one, or raise the limit.`;
}
