import { Failure } from "../../domain/failure.ts";
import { essenceOf } from "./bodies.ts";

/** Of sound in JSON, decoded. JSON is held in memory whole, as a stream is not. */
const MOST_BYTES = 25_000_000;

/** A JSON body that holds as much, with the line breaks some put into base64, and the options beside it. */
export const JSON_BODY_BYTES = 36_000_000;

const DATA_URL = /^data:([^,]{0,200}),/i;
const BASE64_SIGNS = /^[\w+/-]*={0,2}$/;

/** What to do with a recording too large for JSON. */
export const tooLargeForJson = (): Failure =>
  new Failure(
    "request-too-large",
    `JSON holds recordings of at most ${MOST_BYTES / 1e6} MB. Send larger ones as a form (multipart/form-data with a \`file\` part) or as the body itself: those are streamed.`,
  );

/**
 * Reads a recording written as base64 (also base64url, with line breaks, or as a `data:` URL).
 * @throws {Failure} `request-invalid`, `request-too-large`
 */
export function base64Recording(text: string): { bytes: Buffer; mediaType: string | null } {
  const [prefix, parameters] = DATA_URL.exec(text) ?? [];
  if (parameters !== undefined && !/;base64$/i.test(parameters))
    throw new Failure("request-invalid", "`audio`: the data URL is not base64. Write it as data:audio/mpeg;base64,….");
  const digits = text.slice(prefix?.length ?? 0).replace(/\s+/g, "");
  if ((digits.length * 3) / 4 > MOST_BYTES + 2) throw tooLargeForJson();
  const bytes = Buffer.from(digits, "base64");
  if (!isBase64(digits, bytes))
    throw new Failure(
      "request-invalid",
      "`audio`: this is not base64. Write the bytes of the recording as base64, or send its address as `url`.",
    );
  if (bytes.length > MOST_BYTES) throw tooLargeForJson();
  return { bytes, mediaType: essenceOf(parameters?.replace(/;base64$/i, "")) };
}

/** Node skips what is not base64: then fewer bytes come out than the digits are good for. */
function isBase64(digits: string, bytes: Buffer): boolean {
  const unpadded = digits.replace(/=+$/, "").length;
  return bytes.length === Math.floor((unpadded * 3) / 4) && unpadded % 4 !== 1 && BASE64_SIGNS.test(digits.slice(-4));
}
