import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { RequestedRecording } from "../../actions/jobs/request-transcription.ts";
import { Failure } from "../../domain/failure.ts";
import { mediaTypeOf } from "../../http/bodies/bodies.ts";
import { readRaw } from "../../http/bodies/read-raw.ts";
import { recordingAt } from "../../http/bodies/recording-at.ts";
import { plainText } from "../../http/shapes/plain-text.ts";
import type { Services } from "../../services.ts";

interface GivenRecording {
  readonly recording: RequestedRecording;
  /** Fields of the body beside the address. */
  readonly stray: readonly string[];
}

const ListenJson = z.looseObject({ url: plainText(8_000) });

const WHAT_TO_SEND =
  'Send the recording as the body, with its type in Content-Type, or its address as JSON: {"url": "https://…"}.';

/**
 * Reads the body: the recording itself, or where to fetch it.
 * @throws {Failure} `request-invalid`, `url-invalid`, those of `takeIn`
 */
export async function readRecording(services: Services, request: FastifyRequest): Promise<GivenRecording> {
  const { body } = request;
  if (mediaTypeOf(request) !== "application/json") {
    if (!(body instanceof Readable)) throw new Failure("request-invalid", `The request has no body. ${WHAT_TO_SEND}`);
    return { recording: (await readRaw(services, { request, body })).recording, stray: [] };
  }
  const read = ListenJson.safeParse(body);
  if (!read.success) throw new Failure("request-invalid", `The JSON has no \`url\` that is a text. ${WHAT_TO_SEND}`);
  const { url, ...others } = read.data;
  return { recording: recordingAt(url), stray: Object.keys(others) };
}
