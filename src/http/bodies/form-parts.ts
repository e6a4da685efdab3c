import type { Multipart } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { brokenOff, isBrokenOff } from "./upload.ts";

/** A file's size is limited where it is taken in. Two files, so that the second can be refused by name. */
const LIMITS = { files: 2, fields: 30, parts: 40, fieldSize: 65_536, fileSize: Number.POSITIVE_INFINITY };

/**
 * The parts of a form as they come. A file has to be read, or given up, before the next part comes.
 * Ends with an error of the plugin where the form is not written as it should be, or has too many parts.
 * @throws {Failure} `source-unreadable` when the client went away
 */
export async function* formParts(
  request: FastifyRequest,
  limits: { readonly files?: number; readonly parts?: number } = {},
): AsyncGenerator<Multipart> {
  try {
    yield* request.parts({ limits: { ...LIMITS, ...limits } });
  } catch (error) {
    throw isBrokenOff(request) ? brokenOff(error) : error;
  }
}
