import type { IncomingMessage } from "node:http";
import { pipeline, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The body of an answer as it was before it was compressed on its way; as it came where that cannot be undone. */
export function decodedBody(response: IncomingMessage): Readable {
  // One coding upon another makes much of little, and nobody needs it.
  const decoder = DECODERS[response.headers["content-encoding"]?.trim().toLowerCase() ?? ""]?.();
  // Whoever reads is told of what breaks.
  return decoder ? pipeline(response, decoder, () => undefined) : response;
}
