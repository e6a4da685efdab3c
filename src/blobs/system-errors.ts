import { Failure } from "../domain/failure.ts";
import { blobNotFound } from "./blob-path.ts";

/** The code of a system error, for example `ENOENT`; empty for anything else. */
export const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

const MISSING = ["ENOENT", "ENOTDIR"];

/** Whether an error says that there is no such file. */
export const isMissing = (error: unknown): boolean => MISSING.includes(codeOf(error));

/** Rethrows an error. @throws {Failure} `blob-not-found` for one that says that there is no such file */
export function refuseMissing(error: unknown): never {
  throw isMissing(error) ? blobNotFound(error) : error;
}

const FULL = ["ENOSPC", "EDQUOT"];

/** Rethrows an error. @throws {Failure} `disk-full` for one that says so */
export function refuseWhenFull(error: unknown): never {
  if (!FULL.includes(codeOf(error))) throw error;
  throw new Failure(
    "disk-full",
    "The disk that keeps the recordings is full. Free some space, or put `DATA_DIR` on a larger disk.",
    { cause: error },
  );
}
