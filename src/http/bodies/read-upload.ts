import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import type { ReceivedRecording } from "../../actions/jobs/recordings.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { formParts } from "./form-parts.ts";
import { receiveFile } from "./read-form.ts";
import { receiveRaw } from "./read-raw.ts";
import { checkWhole } from "./upload.ts";

/**
 * Takes in a recording and nothing else: as the body itself, or as the one part of a form. Nothing is left of it when this
 * throws.
 * @throws {Failure} `media-empty`, `request-invalid`, those of `takeIn`
 */
export async function readUpload(services: Services, request: FastifyRequest): Promise<ReceivedRecording> {
  if (request.isMultipart()) return readOnlyFile(services, request);
  const { body } = request;
  return receiveRaw(services, { request, body: body instanceof Readable ? body : undefined });
}

async function readOnlyFile(services: Services, request: FastifyRequest): Promise<ReceivedRecording> {
  let received: ReceivedRecording | undefined;
  try {
    for await (const part of formParts(request)) {
      if (part.type === "field" || received)
        throw new Failure(
          "request-invalid",
          `The form has a part \`${part.fieldname}\` beside its file. Send the file alone, in the part \`file\`: options belong to a job.`,
        );
      received = await receiveFile(services, { request, part });
    }
    if (!received) throw new Failure("request-invalid", "The form has no file. Send the recording in the part `file`.");
    await checkWhole(request, received.blob);
    return received;
  } catch (error) {
    await received?.blob.discard();
    throw error;
  }
}
