import type { FastifyRequest } from "fastify";
import type { RequestedRecording } from "../../actions/jobs/request-transcription.ts";
import { Failure } from "../../domain/failure.ts";
import type { Task } from "../../domain/transcription.ts";
import { formParts } from "../../http/bodies/form-parts.ts";
import { type Received, receiveFile } from "../../http/bodies/read-form.ts";
import { checkWhole } from "../../http/bodies/upload.ts";
import type { Services } from "../../services.ts";
import { type Asked, askedOf } from "./asked.ts";
import { formFields } from "./form-fields.ts";
import { WrongField } from "./wrong-field.ts";

export interface OpenaiRequest extends Asked {
  readonly recording: RequestedRecording;
}

/**
 * Reads a request for a transcription: its file is taken in as it comes. Nothing is left of the file when this throws.
 * @throws {Failure} `media-type-unsupported`, `request-invalid` (with the field's name), `request-too-large`, those of `takeIn`
 */
export async function readRequest(services: Services, request: FastifyRequest, task: Task): Promise<OpenaiRequest> {
  if (!request.isMultipart())
    throw new Failure(
      "media-type-unsupported",
      "Send the recording as a form (multipart/form-data), in its part `file`.",
    );
  const form = formFields();
  let received: Received | undefined;
  try {
    for await (const part of formParts(request)) {
      if (part.type === "field") {
        if (part.fieldname === "file")
          throw new WrongField("file", "The part `file` came as text. Send it as a file, with a file name.");
        if (part.valueTruncated) throw new WrongField(part.fieldname, `\`${part.fieldname}\` is too long.`);
        form.add(part.fieldname, String(part.value));
        continue;
      }
      if (received) throw new WrongField("file", "The form has more than one file. Send one recording a request.");
      // What came before the file is refused before it is read.
      askedOf(form.read(), task);
      received = await receiveFile(services, { request, part });
    }
    const asked = askedOf(form.read(), task);
    if (!received) throw new WrongField("file", "The form has no recording. Send it in the part `file`.");
    await checkWhole(request, received.blob);
    return { ...asked, recording: received };
  } catch (error) {
    await received?.blob.discard();
    throw error;
  }
}
