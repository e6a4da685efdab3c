import type { FastifyRequest } from "fastify";
import type { RequestedRecording } from "../../actions/jobs/request-transcription.ts";
import { Failure } from "../../domain/failure.ts";
import { base64Recording } from "../../http/bodies/base64-recording.ts";
import { recordingAt } from "../../http/bodies/recording-at.ts";
import { takeIn } from "../../http/bodies/upload.ts";
import type { Services } from "../../services.ts";
import type { Input } from "./fields.ts";

/** A body in JSON is held in memory whole, and base64 is a third longer than what it stands for. */
export const BODY_BYTES = 30_000_000;

/** What to do with a request that is larger. */
export const tooLarge = (): Failure =>
  new Failure(
    "request-too-large",
    `A request is ${BODY_BYTES / 1e6} MB here at most, which is about 22 MB of sound as base64. Give the address of the recording as \`audio\`, or send it to /api/v1/transcribe.`,
  );

/** Says that one recording is given, in RunPod's words. @throws {Failure} `request-invalid` */
export function checkOneRecording({ audio, audio_base64: base64 }: Input): void {
  if (!audio && !base64) throw new Failure("request-invalid", "Must provide either audio or audio_base64");
  if (audio && base64) throw new Failure("request-invalid", "Must provide either audio or audio_base64, not both");
}

/**
 * The recording of a request, taken in where it came with it.
 * @throws {Failure} `request-invalid`, `url-invalid`, those of `takeIn`
 */
export async function readRecording(
  services: Services,
  request: FastifyRequest,
  { audio, audio_base64: base64 }: Input,
): Promise<RequestedRecording> {
  if (!base64) return inTheseWords(() => recordingAt(audio ?? ""));
  const { bytes, mediaType } = inTheseWords(() => base64Recording(base64));
  const blob = await takeIn(services, { request, content: bytes });
  return { kind: "received", blob, name: null, mediaType };
}

/** Fields are called otherwise where they are read. */
function inTheseWords<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === "request-too-large") throw tooLarge();
    const detail = error.message.replace("`audio`", "`audio_base64`").replace("`url`", "`audio`");
    throw new Failure(error.code, detail, { cause: error });
  }
}
