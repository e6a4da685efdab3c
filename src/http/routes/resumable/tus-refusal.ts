import { ERRORS } from "@tus/server";
import { offsetWrong } from "../../../actions/uploads/resumable/append-resumable.ts";
import { tooLarge } from "../../../actions/uploads/resumable/begin-resumable.ts";
import { Failure } from "../../../domain/failure.ts";

/** What the library refuses, in our words. */
const DETAILS = new Map<unknown, string>([
  [ERRORS.MISSING_OFFSET, "Upload-Offset is missing. It says where in the recording the bytes belong."],
  [ERRORS.INVALID_LENGTH, "Upload-Length is missing. It says how many bytes the recording has."],
]);

/** A refusal of the library, thrown by it, as a `Failure`; anything else as it is. */
export function tusRefusal(error: unknown, { maxBytes }: { maxBytes: number }): unknown {
  if (error instanceof Failure) return error;
  if (error === ERRORS.INVALID_OFFSET) return offsetWrong();
  if (error === ERRORS.ERR_MAX_SIZE_EXCEEDED) return tooLarge(maxBytes);
  if (error === ERRORS.ERR_SIZE_EXCEEDED)
    return new Failure(
      "request-too-large",
      "This is more than Upload-Length has said. Begin another upload with its length.",
    );
  const detail = DETAILS.get(error);
  return detail === undefined ? error : new Failure("request-invalid", detail);
}

/** What the library answers to headers that are not written as they should be. It names them. */
export const wrongHeaders = (text: string): Failure =>
  new Failure(
    "request-invalid",
    `Not as tus has it: ${text
      .replace(/^Invalid /, "")
      .trim()
      .split(" ")
      .join(", ")}.`,
  );
