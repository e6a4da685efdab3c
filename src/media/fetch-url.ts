import { extname } from "node:path";
import pRetry from "p-retry";
import { Failure } from "../domain/failure.ts";
import { isRecordingName } from "../domain/recording-names.ts";
import { readUrl } from "../outgoing/url-check.ts";
import { isHung } from "./http-exchange.ts";
import { type RequestOptions, request } from "./http-request.ts";
import { type SpooledFile, spool } from "./spool.ts";

const TRIES = 3;
const FIRST_PAUSE_MS = 300;

/** What a fetch is bound by. */
export interface FetchOptions extends RequestOptions {
  /** Where to put the file; the system's folder for temporary files by default. */
  readonly folder?: string;
}

/**
 * Fetches a recording to a file of its own. Follows 5 redirects, and tries 3 times where that can help.
 * The signal ends it at once and leaves no file. Messages name the host only: paths and queries often hold keys.
 * @throws {Failure} `url-invalid`, `url-refused`, `url-unreachable`, `media-refused` past `maxBytes`, `disk-full`,
 * `settings-invalid` when `networks` is wrong.
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
      retries: TRIES - 1,
      minTimeout: FIRST_PAUSE_MS,
      signal,
      shouldRetry: ({ error }) => error instanceof Failure && error.code === "url-unreachable" && !isHung(error),
    });
  } catch (error) {
    // The signal may come between the last byte and the return.
    await file?.dispose();
    signal.throwIfAborted();
    throw error;
  }
}

async function attempt(url: URL, { folder, ...options }: FetchOptions): Promise<SpooledFile> {
  const { url: from, body } = await request(url, options);
  try {
    const name = from.pathname;
    const extension = isRecordingName(name.slice(name.lastIndexOf("/") + 1)) ? extname(name) : "";
    const place = folder === undefined ? {} : { folder };
    return await spool(body, { maxBytes: options.maxBytes, signal: options.signal, extension, ...place });
  } finally {
    body.destroy();
  }
}
