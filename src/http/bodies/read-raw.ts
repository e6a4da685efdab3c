import type { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import type { ReceivedRecording } from "../../actions/jobs/recordings.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { mediaTypeOf } from "./bodies.ts";
import type { GivenRecording } from "./given-recording.ts";
import { apart, checkWhole, takeIn } from "./upload.ts";

/** What clients say when they were not told what they send. */
const SAYS_NOTHING = new Set(["application/octet-stream", "application/x-www-form-urlencoded", "binary/octet-stream"]);

interface RawBody {
  readonly request: FastifyRequest;
  readonly body: Readable | undefined;
}

/**
 * Takes in a body that is the recording.
 * @throws {Failure} `media-empty`, those of `takeIn`
 */
export async function readRaw(services: Services, given: RawBody): Promise<GivenRecording> {
  return { recording: await receiveRaw(services, given), options: {} };
}

/** The same without options. @throws {Failure} those of `readRaw` */
export async function receiveRaw(services: Services, { request, body }: RawBody): Promise<ReceivedRecording> {
  if (!body)
    throw new Failure(
      "media-empty",
      "The request has no body. Send a form with a `file` part, JSON with `url` or `audio`, or the bytes of a recording.",
    );
  const blob = await takeIn(services, { request, content: apart(body) });
  await checkWhole(request, blob);
  const mediaType = mediaTypeOf(request);
  const known = mediaType === null || SAYS_NOTHING.has(mediaType) ? null : mediaType;
  return { kind: "received", blob, name: null, mediaType: known };
}
