import type * as Sdk from "@aws-sdk/client-s3";
import { loadPackage } from "../../packages/load-package.ts";
import type { Ending } from "../../ports/blob-store.ts";
import { askingUntil } from "../ending.ts";
import { s3Failure } from "./failure.ts";

/** Which bucket, and how it is spoken to. */
export interface S3Place {
  readonly bucket: string;
  /** Left out, as the SDK finds it: `AWS_REGION` or the profile. With an `endpoint` it is `us-east-1`. */
  readonly region?: string | undefined;
  /** An http(s) address; Amazon's when left out. */
  readonly endpoint?: string | undefined;
  /** Whether the bucket is named in the path and not in the host; where left out, with an `endpoint` alone. */
  readonly pathStyle?: boolean | undefined;
  /** How objects are encrypted; as the bucket does by itself when left out. */
  readonly encryption?: "AES256" | "aws:kms" | undefined;
  /** For `aws:kms`; the account's own key when left out. */
  readonly kmsKey?: string | undefined;
}

/** An open client with the commands it takes. */
export interface S3Client {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.S3Client;
}

/** A place, and the way to it. */
export interface S3Access {
  readonly bucket: string;
  /** What every request that writes has to say. */
  readonly encryption: Pick<Sdk.PutObjectCommandInput, "ServerSideEncryption" | "SSEKMSKeyId">;
  /** @throws {Failure} `settings-invalid` where the packages are not installed */
  open(): Promise<S3Client>;
  /**
   * @param work is given what each request is to be sent with, for it to end
   * @throws {Failure} `blob-not-found`, `storage-unavailable`
   */
  use<Result>(
    work: (opened: S3Client, until: { readonly abortSignal?: AbortSignal }) => Promise<Result>,
    ending?: Ending,
  ): Promise<Result>;
}

/** What this driver needs, to be installed beside the service. */
const PACKAGES = ["@aws-sdk/client-s3", "@aws-sdk/lib-storage", "@aws-sdk/s3-request-presigner"];

/** Loads a package of the AWS SDK. @throws {Failure} `settings-invalid` where it is not installed */
export const loadAws = <Loaded>(load: () => Promise<Loaded>): Promise<Loaded> =>
  loadPackage(load, { by: "A `STORAGE_URL` that begins with s3://", packages: PACKAGES });

const CONNECT_WITHIN_MS = 5_000;
/** From the first byte of a request to the first of its answer; 8 MiB take that long at 1 Mbit a second. */
const ANSWER_WITHIN_MS = 60_000;
const SILENT_AT_MOST_MS = 60_000;
const ATTEMPTS = 4;

/** The way to a bucket. Nothing is loaded and nobody asked before it is used. */
export function s3Access({ bucket, encryption, kmsKey, ...place }: S3Place): S3Access {
  let opened: Promise<S3Client> | undefined;
  const open = () => {
    opened ??= connect(place);
    return opened;
  };
  return {
    bucket,
    encryption: {
      ...(encryption && { ServerSideEncryption: encryption }),
      ...(kmsKey !== undefined && { SSEKMSKeyId: kmsKey }),
    },
    open,
    async use(work, { signal } = {}) {
      const ask = async () => {
        const client = await open();
        return work(client, signal ? { abortSignal: signal } : {}).catch((error: unknown) => {
          throw s3Failure(error);
        });
      };
      // The SDK goes by a signal in its requests alone, and not while it pauses or looks for credentials.
      return askingUntil(ask, { signal });
    },
  };
}

async function connect({ region, endpoint, pathStyle }: Omit<S3Place, "bucket" | "encryption">): Promise<S3Client> {
  const sdk = await loadAws(() => import("@aws-sdk/client-s3"));
  const client = new sdk.S3Client({
    ...(endpoint !== undefined && { endpoint, region: "us-east-1" }),
    ...(region !== undefined && { region }),
    forcePathStyle: pathStyle ?? endpoint !== undefined,
    maxAttempts: ATTEMPTS,
    retryMode: "standard",
    // Not every store knows the newer checksums, and in a signed address they would be those of nothing. What is sent is
    // protected by its signature, and what comes back is compared with the digest it is named by.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: {
      connectionTimeout: CONNECT_WITHIN_MS,
      requestTimeout: ANSWER_WITHIN_MS,
      throwOnRequestTimeout: true,
      socketTimeout: SILENT_AT_MOST_MS,
    },
  });
  return { sdk, client };
}
