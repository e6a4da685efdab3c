import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { checked } from "../shapes/checked.ts";
import { plainText } from "../shapes/plain-text.ts";
import { OptionValues } from "../shapes/transcription-options.ts";
import { base64Recording } from "./base64-recording.ts";
import type { GivenRecording } from "./given-recording.ts";
import { recordingNamed } from "./recording-at.ts";
import { takeIn } from "./upload.ts";

const UPLOAD_TOO =
  "Where the server fetches the recording from, or the `url` that POST /api/v1/uploads gave for one that was sent before.";

/** A request for a transcription in JSON. */
export const TranscribeJson = OptionValues.extend({
  url: plainText(8_000)
    .optional()
    .meta({
      description: UPLOAD_TOO,
      examples: ["https://example.org/talk.mp3", "upload:0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11"],
    }),
  audio: z.string().optional().describe("The recording itself as base64 or a `data:` URL, at most 25 MB of it."),
}).describe("One of `url` and `audio`, and options.");

/**
 * Reads a request in JSON, taking in the recording where it holds one.
 * @throws {Failure} `request-invalid`, `request-too-large`, `url-invalid`, those of `takeIn`
 */
export async function readJson(services: Services, request: FastifyRequest): Promise<GivenRecording> {
  const { url, audio, ...options } = checked(TranscribeJson, request.body);
  if (url !== undefined && audio !== undefined)
    throw new Failure("request-invalid", "The request has both `url` and `audio`. Send one recording a request.");
  if (url !== undefined) return { recording: recordingNamed(url), options };
  if (audio === undefined)
    throw new Failure(
      "request-invalid",
      "The request names no recording. Send its address as `url`, or its bytes as base64 in `audio`.",
    );
  const { bytes, mediaType } = base64Recording(audio);
  const blob = await takeIn(services, { request, content: bytes });
  return { recording: { kind: "received", blob, name: null, mediaType }, options };
}
