import type { RequestedRecording } from "../../actions/jobs/request-transcription.ts";
import { Failure } from "../../domain/failure.ts";
import type { Job } from "../../domain/job.ts";
import { recordingAt } from "../../http/bodies/recording-at.ts";
import { rememberedOf } from "./remembered.ts";

/** Addresses of uploads are never fetched, so that it is nothing to them under which name this server was asked. */
const UPLOAD_PATH = /\/v2\/upload\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The path at which an upload is named. */
export const uploadPath = (id: string): string => `/v2/upload/${id}`;

/** The upload that an address names, if it names one. */
export const uploadOf = (address: string): string | undefined =>
  URL.canParse(address) ? UPLOAD_PATH.exec(new URL(address).pathname)?.[1]?.toLowerCase() : undefined;

/**
 * The recording that `audio_url` names: one that was sent to `POST /v2/upload`, or one to be fetched.
 * @returns `address` too, as it is shown again
 * @throws {Failure} `url-invalid`
 */
export function recordingOf(address: string): { recording: RequestedRecording; address: string } {
  const id = uploadOf(address);
  if (id !== undefined) return { recording: { kind: "upload", id }, address: new URL(address).href };
  try {
    const recording = recordingAt(address);
    return { recording, address: recording.url };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, error.message.replace("`url`", "`audio_url`"), { cause: error });
  }
}

/** The address under which a job's recording is shown; empty where it came in other words and without one. */
export const audioUrlOf = (job: Job): string =>
  rememberedOf(job)?.echo.audio_url ?? (job.source.kind === "url" ? job.source.url : "");
