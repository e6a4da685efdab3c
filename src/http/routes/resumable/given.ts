import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { Failure } from "../../../domain/failure.ts";
import { plainText } from "../../shapes/plain-text.ts";

/** The version of tus that is spoken here. */
export const TUS_VERSION = "1.0.0";
const PART_TYPE = "application/offset+octet-stream";
const MOST_METADATA = 4_096;

/**
 * Refuses what the protocol does not know, or what is not done here, before anything of the body is read.
 * @throws {Failure} `tus-version-unsupported`, `media-type-unsupported`, `request-invalid`
 */
export function checkGiven(method: string, headers: IncomingHttpHeaders): void {
  if (headers["tus-resumable"] !== TUS_VERSION)
    throw new Failure(
      "tus-version-unsupported",
      `Say Tus-Resumable: ${TUS_VERSION}, as clients of tus do. Without one, send the recording to POST /api/v1/uploads.`,
    );
  checkBody(method, headers);
  if (headers["upload-defer-length"] !== undefined)
    throw invalid("How long the recording is has to be said when its upload begins. Say it in Upload-Length.");
  if (headers["upload-concat"] !== undefined)
    throw invalid("Parts that are sent at the same time are not joined here. Turn off parallel uploads in the client.");
  if (String(headers["upload-metadata"] ?? "").length > MOST_METADATA)
    throw invalid(
      `Upload-Metadata is longer than ${MOST_METADATA} characters. Leave out what the upload does not need.`,
    );
}

function checkBody(method: string, headers: IncomingHttpHeaders): void {
  const { "content-type": type, "content-length": length = "0", "transfer-encoding": transfer } = headers;
  const hasBody = length !== "0" || transfer !== undefined;
  if ((method === "PATCH" || (method === "POST" && hasBody)) && type !== PART_TYPE)
    throw new Failure("media-type-unsupported", `Send the bytes of the recording as ${PART_TYPE}.`);
  const { "content-encoding": coding = "identity" } = headers;
  if (hasBody && coding !== "identity")
    throw new Failure("media-type-unsupported", "Parts of an upload are sent as they are, without Content-Encoding.");
}

const Named = z.object({ name: plainText(500).nullable(), mediaType: plainText(200).nullable() });

/**
 * What a client has called its recording, by the words that clients of tus use.
 * @throws {Failure} `request-invalid`
 */
export function namedIn(metadata: Readonly<Record<string, string | null>> = {}): z.output<typeof Named> {
  const name = metadata.filename ?? metadata.name ?? null;
  const mediaType = metadata.filetype ?? metadata.type ?? null;
  const named = Named.safeParse({ name: name || null, mediaType: mediaType || null });
  if (named.success) return named.data;
  throw invalid(
    "Upload-Metadata: `filename` may have 500 characters and `filetype` 200, and neither the NUL character.",
  );
}

const invalid = (detail: string) => new Failure("request-invalid", detail);
