import { Failure } from "../domain/failure.ts";
import { isDiskFull, isMissing } from "../domain/system-errors.ts";
import { blobNotFound } from "./blob-path.ts";

/** Rethrows an error. @throws {Failure} `blob-not-found` for one that says that there is no such file */
export function refuseMissing(error: unknown): never {
  throw isMissing(error) ? blobNotFound(error) : error;
}

/** Rethrows an error. @throws {Failure} `disk-full` for one that says so */
export function refuseWhenFull(error: unknown): never {
  if (!isDiskFull(error)) throw error;
  throw new Failure(
    "disk-full",
    "The disk that keeps the recordings is full. Free some space, or put `DATA_DIR` on a larger disk.",
    { cause: error },
  );
}
