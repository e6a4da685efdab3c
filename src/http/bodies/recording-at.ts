import type { RecordingAddress, RequestedRecording } from "../../actions/jobs/recordings.ts";
import { Failure } from "../../domain/failure.ts";
import { UPLOAD_SCHEME } from "../../domain/upload.ts";

/**
 * A recording to be fetched.
 * @throws {Failure} `url-invalid` for what is no http or https address, and for one that would give a secret away
 */
export function recordingAt(address: string): RecordingAddress {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && (url.username !== "" || url.password !== ""))
    throw new Failure("url-invalid", "`url` has a user name or password in it, which would be kept. Give one without.");
  if (url && (url.protocol === "http:" || url.protocol === "https:")) return { kind: "url", url: url.href };
  throw new Failure(
    "url-invalid",
    "`url` is no complete http or https address. Write it with its scheme, for example https://example.org/talk.mp3.",
  );
}

/**
 * A recording to be fetched, or one that was sent before.
 * @throws {Failure} those of `recordingAt`
 */
export function recordingNamed(address: string): RequestedRecording {
  if (address.startsWith(UPLOAD_SCHEME)) return { kind: "upload", id: address.slice(UPLOAD_SCHEME.length) };
  return recordingAt(address);
}
