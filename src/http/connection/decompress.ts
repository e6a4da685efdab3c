import { type Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";

const DECODERS = new Map<string, () => Transform>([
  ["gzip", () => createGunzip()],
  ["x-gzip", () => createGunzip()],
  ["deflate", () => createInflate()],
  ["br", () => createBrotliDecompress()],
]);

/** What of a form is not the recording: its other fields, and the lines between them. */
const FORM_ALLOWANCE_BYTES = 1024 * 1024;

/** A body as it was meant, with what fastify compares to `Content-Length`. */
type Body = Readable & { receivedEncodedLength?: number };

/**
 * Gives each body without its `Content-Encoding`, and ends it with `request-too-large` once more than `maxUploadBytes`
 * have come of it. It is decoded as it is read, so that a few bytes that unfold to many cost no more memory than others.
 * @throws {Failure} `media-type-unsupported` for a coding that is not read here, `request-too-large` at once where
 * Content-Length says so; the body given fails with `request-invalid` where its coding is broken
 */
export function createBodyReader(services: Pick<Services, "limits">) {
  return async (request: FastifyRequest, reply: FastifyReply, payload: Readable): Promise<Body> => {
    const maxBytes = services.limits.maxUploadBytes;
    const { "content-length": length, "content-type": type, "transfer-encoding": transfer } = request.headers;
    const coding = request.headers["content-encoding"]?.trim().toLowerCase() || "identity";
    const isForm = /^multipart\//i.test(type ?? "");
    if (Number(length) > maxBytes + (isForm ? FORM_ALLOWANCE_BYTES : 0)) throw tooLarge(maxBytes);
    if (coding !== "identity") return decode(payload, decoderFor(coding, isForm, reply), { maxBytes, reply });
    const isOpenEnded = transfer !== undefined && !isForm;
    return isOpenEnded ? connect(payload, createCounter(maxBytes), reply) : payload;
  };
}

function decoderFor(coding: string, isForm: boolean, reply: FastifyReply): Transform {
  if (isForm)
    throw new Failure(
      "media-type-unsupported",
      "A form cannot be compressed as a whole. Send it without Content-Encoding.",
    );
  const create = DECODERS.get(coding);
  if (create !== undefined) return create();
  reply.header("accept-encoding", "gzip, deflate, br");
  throw new Failure(
    "media-type-unsupported",
    "This Content-Encoding is not read here. Use gzip, deflate or br, or none.",
  );
}

function decode(
  source: Readable,
  decoder: Transform,
  { maxBytes, reply }: { maxBytes: number; reply: FastifyReply },
): Body {
  const body: Body = connect(connect(source, decoder, reply), createCounter(maxBytes), reply);
  body.receivedEncodedLength = 0;
  source.on("data", (chunk: Buffer) => {
    body.receivedEncodedLength = (body.receivedEncodedLength ?? 0) + chunk.length;
  });
  return body;
}

/** Not `pipeline`: that would cut the connection when the body is refused, and the answer would not arrive. */
function connect(source: Readable, target: Transform, reply: FastifyReply): Transform {
  source.once("error", (error) => target.destroy(isBrokenCoding(error) ? broken() : error));
  source.once("aborted", () => target.destroy(new Failure("source-unreadable", "The request broke off.")));
  target.once("error", () => {
    source.unpipe(target);
    if (source instanceof Transform) source.destroy();
  });
  reply.raw.once("close", () => target.destroy());
  return source.pipe(target);
}

function createCounter(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

const isBrokenCoding = (error: Error) =>
  "code" in error && /^(Z_|ERR_BROTLI|ERR__ERROR_|ERR_PADDING|ERR_BUFFER)/.test(String(error.code));

const broken = () => new Failure("request-invalid", "The body is not in the coding that its Content-Encoding names.");

const tooLarge = (maxBytes: number) =>
  new Failure("request-too-large", `The body is larger than ${maxBytes} bytes, the limit of this server.`);
