import { Failure } from "../../domain/failure.ts";
import { codeOf } from "../../domain/system-errors.ts";

/** What a refused write means: `disk-full`, else `output-unwritable` with the remedy. */
export function writeFailure(path: string, error: unknown, remedy: string): Failure {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new Failure("disk-full", `There is no room to write ${path}. Free some space and try again.`, {
      cause: error,
    });
  }
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return new Failure("output-unwritable", `Cannot write to ${path}: ${reason}. ${remedy}`, {
    cause: error,
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  ENOENT: "nothing can be made there",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  EEXIST: "a file of that name is in the way",
  ENOTDIR: "a part of that path is a file",
  EISDIR: "a directory of that name is in the way",
  ENAMETOOLONG: "the name is too long",
};
