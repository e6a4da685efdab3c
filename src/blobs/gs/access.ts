import type { Bucket } from "@google-cloud/storage";
import { loadPackage } from "../../packages/load-package.ts";
import type { Ending } from "../../ports/blob-store.ts";
import { askingUntil } from "../ending.ts";
import { gsFailure } from "./failure.ts";

/** Which bucket, and how it is spoken to. */
export interface GsPlace {
  readonly bucket: string;
  /** An http(s) address of something that speaks like Google, which is asked without credentials. */
  readonly endpoint?: string | undefined;
  /** The full name of a key, to encrypt with; as the bucket does by itself when left out. */
  readonly kmsKey?: string | undefined;
}

/** A place, and the way to it. */
export interface GsAccess {
  readonly kmsKey: string | undefined;
  /** Whether it is asked without credentials. */
  readonly isAskedOpenly: boolean;
  /**
   * @param ending what the library has asked goes on by itself, and its end is nobody's
   * @throws {Failure} `blob-not-found`, `storage-unavailable`; `settings-invalid` where the package is not installed
   */
  use<Result>(work: (bucket: Bucket) => Promise<Result>, ending?: Ending): Promise<Result>;
}

const ANSWER_WITHIN_MS = 60_000;
/** After the first try, with pauses of about 1, 2 and 4 s; over the whole of an upload, however long. */
const RETRIES = 3;
const LONGEST_PAUSE_SECONDS = 8;
/** The library counts this from the beginning of an upload, and one of many gigabytes takes its time. */
const RETRY_WITHIN_SECONDS = 7 * 86_400;

/** The way to a bucket. Nothing is loaded and nobody asked before it is used. */
export function gsAccess({ bucket, endpoint, kmsKey }: GsPlace): GsAccess {
  let opened: Promise<Bucket> | undefined;
  return {
    kmsKey,
    isAskedOpenly: endpoint !== undefined,
    use(work, ending = {}) {
      const ask = async () => {
        opened ??= connect({ bucket, endpoint });
        const open = await opened;
        return work(open).catch((error: unknown) => {
          throw gsFailure(error);
        });
      };
      return askingUntil(ask, ending);
    },
  };
}

async function connect({ bucket, endpoint }: Pick<GsPlace, "bucket" | "endpoint">): Promise<Bucket> {
  const { IdempotencyStrategy, Storage } = await loadPackage(() => import("@google-cloud/storage"), {
    by: "A `STORAGE_URL` that begins with gs://",
    packages: ["@google-cloud/storage"],
  });
  const storage = new Storage({
    ...(endpoint !== undefined && { apiEndpoint: endpoint, useAuthWithCustomEndpoint: false, projectId: "none" }),
    timeout: ANSWER_WITHIN_MS,
    retryOptions: {
      autoRetry: true,
      maxRetries: RETRIES,
      maxRetryDelay: LONGEST_PAUSE_SECONDS,
      totalTimeout: RETRY_WITHIN_SECONDS,
      // All that is asked may be done twice: names are given once, or say what they hold.
      idempotencyStrategy: IdempotencyStrategy.RetryAlways,
    },
  });
  return storage.bucket(bucket);
}
