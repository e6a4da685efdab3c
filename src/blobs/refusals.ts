import { Failure } from "../domain/failure.ts";
import { codeOf, isDiskFull, isMissing } from "../domain/system-errors.ts";
import { blobNotFound } from "./blob-path.ts";

/** What the system calls its errors; those of Node itself have an underscore. */
const OF_SYSTEM = /^E[A-Z0-9]+$/;

/**
 * Rethrows an error.
 * @throws {Failure} `blob-not-found` for one that says that there is no such file, and as `refuseUnusable` for others
 */
export function refuseMissing(error: unknown): never {
  if (isMissing(error)) throw blobNotFound(error);
  refuseUnusable(error);
}

/** Rethrows an error. @throws {Failure} `disk-full`, `storage-unavailable` for any other error of the file system */
export function refuseUnusable(error: unknown): never {
  if (isDiskFull(error))
    throw new Failure(
      "disk-full",
      "The disk that keeps the recordings is full. Free some space, or put `DATA_DIR` on a larger disk.",
      { cause: error },
    );
  if (error instanceof Failure || !OF_SYSTEM.test(codeOf(error))) throw error;
  throw new Failure(
    "storage-unavailable",
    `The directory that keeps the recordings cannot be used (${codeOf(error)}). Check the rights on it, and that its disk is mounted; \`STORAGE_URL\` names it, or else \`DATA_DIR\`.`,
    { cause: error },
  );
}
