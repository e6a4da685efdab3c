import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
import type { Owner } from "./ask-owner.ts";

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: "a file is in its place",
  ENOTDIR: "a file is in its place or on the way to it",
  ENOENT: "it cannot be made there",
  EACCES: "this user may not write it",
  EPERM: "this user may not write it",
  EROFS: "its disk is read-only",
  ENOSPC: "its disk is full",
  EDQUOT: "the quota of its disk is used up",
};

const DATA_DIRECTORY = { what: "data directory", setting: "DATA_DIR" };

/**
 * Turns an error of the file system into the failure that names directory and remedy. Anything else comes back as it is.
 * @param naming.setting names another directory
 */
export function unusable(directory: string, error: unknown, { what, setting } = DATA_DIRECTORY): unknown {
  const code = codeOf(error);
  if (error instanceof Failure || !/^E[A-Z0-9]+$/.test(code)) return error;
  const detail = `The ${what} ${directory} cannot be used: ${REASONS[code] ?? "it cannot be written"} (${code}). Mend it, or set ${setting} to another directory.`;
  return new Failure("data-directory-unusable", detail, { cause: error });
}

/** The failure for a data directory that somebody else holds. */
export function inUse(directory: string, owner: Owner | "silent"): Failure {
  const detail = `The data directory ${directory} is in use by ${described(owner)}. Use that one, stop it, or set DATA_DIR to another directory.`;
  return new Failure("data-directory-in-use", detail);
}

function described(owner: Owner | "silent"): string {
  if (owner === "silent") return "a Scribewell that does not answer, because it is stopped or very busy";
  if (owner.url === null) return `a Scribewell that is starting (pid ${owner.pid})`;
  return `the Scribewell at ${owner.url} (pid ${owner.pid})`;
}
