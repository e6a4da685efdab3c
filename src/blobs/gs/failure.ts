import { Failure } from "../../domain/failure.ts";
import { codeOf } from "../../domain/system-errors.ts";
import { blobNotFound } from "../blob-path.ts";
import { type AwayReason, networkReason, statusReason, storageAway } from "../remote/away.ts";

/** What Google's libraries say in words alone. */
const IN_WORDS: readonly (readonly [RegExp, AwayReason])[] = [
  [
    /could not load the default credentials|unable to detect a project id|does not exist, or it is not a file/i,
    "without-credentials",
  ],
  [/invalid_grant|invalid_rapt|reauth related error/i, "refused"],
  [/request timed out|network timeout|retry total time limit/i, "slow"],
  [/socket hang up|premature close|client network socket disconnected/i, "unreachable"],
];
const STATUS_IN_WORDS = /status(?: code)?:? (\d{3})/;

function statusOf(error: Error): number | undefined {
  const response: unknown = "response" in error ? error.response : undefined;
  const inResponse = typeof response === "object" && response !== null && "status" in response ? response.status : "";
  const [, inWords] = STATUS_IN_WORDS.exec(error.message) ?? [];
  return [codeOf(error), inResponse, inWords].map(Number).find((one) => one >= 400 && one <= 599);
}

/**
 * An error of Google's library in our words; another error as it is.
 * @returns a `Failure` `blob-not-found` for a missing object, `storage-unavailable` for a store that does not do its work
 */
export function gsFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const status = statusOf(error);
  // A missing bucket has the same number as a missing object.
  if (status === 404) return /bucket/i.test(error.message) ? storageAway("without-bucket", error) : blobNotFound(error);
  const reason =
    networkReason(error) ??
    IN_WORDS.find(([words]) => words.test(error.message))?.[1] ??
    (status === undefined ? undefined : statusReason(status));
  return reason ? storageAway(reason, error) : error;
}

/** Whether Google says that there is nothing in a range. */
export const isEmptyRange = (error: unknown): boolean => error instanceof Error && statusOf(error) === 416;

/** Whether the same request may do better in a moment. */
export function isPassing(error: Error): boolean {
  const status = statusOf(error);
  return status === undefined ? networkReason(error) !== undefined : status === 408 || status === 429 || status >= 500;
}
