import { Failure } from "../../domain/failure.ts";
import { blobNotFound } from "../blob-path.ts";
import { type AwayReason, networkReason, statusReason, storageAway } from "../remote/away.ts";

/** What S3 and its like call their faults, where the status alone does not tell enough. */
const BY_NAME: Readonly<Record<string, AwayReason>> = {
  NoSuchBucket: "without-bucket",
  PermanentRedirect: "elsewhere",
  AuthorizationHeaderMalformed: "elsewhere",
  IllegalLocationConstraintException: "elsewhere",
  SlowDown: "busy",
  Throttling: "busy",
  ThrottlingException: "busy",
  RequestLimitExceeded: "busy",
  TooManyRequestsException: "busy",
  RequestTimeout: "slow",
  ExpiredToken: "refused",
  InvalidToken: "refused",
  TokenRefreshRequired: "refused",
  InternalError: "fault",
  CredentialsProviderError: "without-credentials",
  TokenProviderError: "without-credentials",
};

const statusOf = (error: Error): number | undefined => {
  const metadata: unknown = "$metadata" in error ? error.$metadata : undefined;
  const isMetadata = typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata;
  return isMetadata && typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
};

/**
 * An error of the AWS SDK in our words; another error, and one that came of a signal, as it is.
 * @returns a `Failure` `blob-not-found` for a missing object, `storage-unavailable` for a store that does not do its work
 */
export function s3Failure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Failure || error.name === "AbortError") return error;
  if (error.name === "NoSuchKey" || error.name === "NotFound") return blobNotFound(error);
  // The SDK says so in words alone.
  if (error.message.startsWith("Region is missing")) return storageAway("without-region", error);
  const status = statusOf(error);
  const reason =
    BY_NAME[error.name] ?? networkReason(error) ?? (status === undefined ? undefined : statusReason(status));
  return reason ? storageAway(reason, error) : error;
}

/** Whether S3 says that there is nothing in a range. */
export const isEmptyRange = (error: unknown): boolean =>
  error instanceof Error && (error.name === "InvalidRange" || statusOf(error) === 416);
