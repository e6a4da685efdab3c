import type { Readable } from "node:stream";
import type { Bucket } from "@google-cloud/storage";
import pRetry from "p-retry";
import { EnvHttpProxyAgent, request } from "undici";
import type { Ending } from "../../ports/blob-store.ts";
import { type ByteRange, nothingIn } from "../byte-range.ts";
import { told } from "../remote/told.ts";
import type { GsAccess } from "./access.ts";
import { gsFailure, isEmptyRange, isPassing } from "./failure.ts";

const SILENT_AT_MOST_MS = 60_000;
const PAUSES = { retries: 3, minTimeout: 1_000, factor: 2 };
const agent = new EnvHttpProxyAgent({ connect: { timeout: 5_000 } });

/**
 * An object, or a part of it. The library's own reading is not used: where the line breaks in the middle it waits for ever.
 * @throws {Failure} `blob-not-found`, `storage-unavailable`
 * @throws {RangeError} when there is nothing in the range
 */
export function readObject(
  access: GsAccess,
  { key, range }: { key: string; range: ByteRange | undefined },
  { signal }: Ending = {},
): Promise<Readable> {
  const ask = (bucket: Bucket) => () => askFor(access, { bucket, key, range }, { signal });
  const asking = async (bucket: Bucket) => {
    const again = {
      ...PAUSES,
      ...(signal && { signal }),
      shouldRetry: ({ error }: { error: Error }) => isPassing(error),
    };
    const body = await pRetry(ask(bucket), again).catch((error: unknown) => {
      throw range && isEmptyRange(error) ? nothingIn(range, error) : error;
    });
    return told(body, gsFailure, { signal });
  };
  return access.use(asking, { signal });
}

async function askFor(
  { isAskedOpenly }: GsAccess,
  { bucket, key, range }: { bucket: Bucket; key: string; range: ByteRange | undefined },
  { signal }: Ending,
): Promise<Readable> {
  const { apiEndpoint, authClient } = bucket.storage;
  const url = `${apiEndpoint}/storage/v1/b/${bucket.name}/o/${encodeURIComponent(key)}?alt=media`;
  const credentials = new Headers(isAskedOpenly ? {} : await authClient.getRequestHeaders(url));
  const { statusCode, body } = await request(url, {
    dispatcher: agent,
    signal,
    headers: {
      ...Object.fromEntries(credentials),
      ...(range && { range: `bytes=${range.start}-${range.end}` }),
    },
    headersTimeout: SILENT_AT_MOST_MS,
    bodyTimeout: SILENT_AT_MOST_MS,
  });
  if (statusCode < 300) return body;
  throw Object.assign(new Error(await body.text()), { code: statusCode });
}
