import { finished, PassThrough, type Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { receiveRecording } from "../../actions/jobs/receive-recording.ts";
import { Failure } from "../../domain/failure.ts";
import type { ReceivedBlob } from "../../ports/blob-store.ts";
import type { Services } from "../../services.ts";

/**
 * Takes in a recording as it comes. Nothing is left of it when the client goes away in the middle.
 * @throws {Failure} those of `receiveRecording`; `request-too-large` past the limit
 */
export async function takeIn(
  services: Services,
  { request, content }: { request: FastifyRequest; content: Readable | Uint8Array },
): Promise<ReceivedBlob> {
  const gone = new AbortController();
  const onClose = () => isBrokenOff(request) && gone.abort(brokenOff());
  request.raw.once("close", onClose);
  try {
    return await receiveRecording(services, {
      tenant: request.caller.tenant,
      key: request.caller.key,
      content,
      signal: gone.signal,
    });
  } catch (error) {
    if (isBrokenOff(request)) throw brokenOff(error);
    throw asTooLarge(services, error);
  } finally {
    request.raw.off("close", onClose);
  }
}

/**
 * The last look before a job is opened for what was received.
 * @throws {Failure} `source-unreadable` when the request is not whole; the blob is discarded
 */
export async function checkWhole(request: FastifyRequest, blob: ReceivedBlob): Promise<void> {
  if (!isBrokenOff(request)) return;
  await blob.discard();
  throw brokenOff();
}

/** True when the connection was closed before the whole request had come. */
export const isBrokenOff = ({ raw }: FastifyRequest): boolean => raw.destroyed && raw.complete === false;

/** What is to be said of such a request, though its client does not hear it. */
export const brokenOff = (cause?: unknown): Failure =>
  new Failure("source-unreadable", "The connection broke off before the whole request had come. Send it again.", {
    cause,
  });

/** What is larger than the limit, as an answer to a request says it; anything else as it is. */
export function asTooLarge({ limits }: Pick<Services, "limits">, cause: unknown): unknown {
  if (!(cause instanceof Failure && cause.code === "media-refused")) return cause;
  const most = `${Math.round(limits.maxUploadBytes / 1e7) / 100} GB`;
  const remedy = "Send its sound alone, or compressed, or in parts.";
  return new Failure("request-too-large", `The recording is larger than this server takes (${most}). ${remedy}`, {
    cause,
  });
}

/**
 * The same bytes as a stream of their own: who gives it up does not close the connection on which the answer has to go.
 */
export function apart(body: Readable): Readable {
  const own = new PassThrough();
  // It may fail before anybody reads it. Who reads it then is told all the same.
  own.on("error", () => undefined);
  finished(body, { writable: false }, (error) => error && own.destroy(error));
  return body.pipe(own);
}

/** Reads a request. Where that is refused the rest is read and forgotten, so that the client comes to read the answer. */
export async function readOrForget<Result>({ raw }: FastifyRequest, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    raw.unpipe();
    raw.resume();
    throw error;
  }
}
