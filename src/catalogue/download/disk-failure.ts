import { Failure } from "../../domain/failure.ts";
import { codeOf, isDiskFull } from "../../domain/system-errors.ts";

/** Turns the errors a disk can give into failures with a remedy. Anything else comes back as it is. */
export function diskFailure(error: unknown, modelsDir: string): unknown {
  if (isDiskFull(error)) {
    const detail = `The disk of the models directory ${modelsDir} is full: free some space, or set MODELS_DIR to a directory with more.`;
    return new Failure("disk-full", detail, { cause: error });
  }
  const code = codeOf(error);
  // Making a directory with its parents on a disk that is read-only gives ENOENT.
  const noDirectory = error instanceof Error && "syscall" in error && error.syscall === "mkdir" && code === "ENOENT";
  if (noDirectory || ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(code)) {
    const detail = `The models directory ${modelsDir} cannot be written (${code}): mend it, or set MODELS_DIR to another one.`;
    return new Failure("output-unwritable", detail, { cause: error });
  }
  return error;
}
