import type { Multipart, MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import type { RequestedRecording } from "../../actions/jobs/request-transcription.ts";
import { Failure } from "../../domain/failure.ts";
import type { Services } from "../../services.ts";
import { checked } from "../shapes/checked.ts";
import { plainText } from "../shapes/plain-text.ts";
import { OptionStrings } from "../shapes/transcription-options.ts";
import { essenceOf } from "./bodies.ts";
import { formParts } from "./form-parts.ts";
import type { GivenRecording } from "./given-recording.ts";
import { recordingNamed } from "./recording-at.ts";
import { apart, checkWhole, takeIn } from "./upload.ts";

/** The parts of a form beside its file. */
export const FormFields = OptionStrings.extend({
  url: plainText(8_000)
    .optional()
    .describe("Where the server fetches the recording from, or the `url` of an upload, instead of a `file`."),
});

/** A file of a form. */
export type Received = Extract<RequestedRecording, { kind: "received" }>;

/**
 * Reads a form: its file is taken in as it comes, wherever among the other parts it stands.
 * Nothing is left of the file when this throws.
 * @throws {Failure} `request-invalid`, `request-too-large`, `url-invalid`, those of `takeIn`
 */
export async function readForm(services: Services, request: FastifyRequest): Promise<GivenRecording> {
  const fields = new Map<string, string>();
  let received: Received | undefined;
  try {
    for await (const part of formParts(request)) {
      if (part.type === "field") addField(fields, part);
      else received = await readFile(services, { request, part, fields, earlier: received });
    }
    return await recordingOf(request, { fields, received });
  } catch (error) {
    await received?.blob.discard();
    throw error;
  }
}

/**
 * Notes a part that is no file.
 * @throws {Failure} `request-invalid`, `request-too-large`
 */
export function addField(fields: Map<string, string>, part: Extract<Multipart, { type: "field" }>): void {
  const { fieldname, value, valueTruncated, fieldnameTruncated } = part;
  if (fieldname === "file") throw fileAsText();
  if (valueTruncated || fieldnameTruncated)
    throw new Failure("request-too-large", `The part \`${fieldname}\` is too long.`);
  if (fields.has(fieldname)) throw new Failure("request-invalid", `The form has \`${fieldname}\` twice.`);
  // A form on a web page sends what was left open as an empty text.
  if (value !== "") fields.set(fieldname, typeof value === "string" ? value : JSON.stringify(value));
}

const fileAsText = (): Failure =>
  new Failure(
    "request-invalid",
    "The part `file` came as text. Send it as a file, with a file name: with curl, -F file=@talk.mp3.",
  );

async function readFile(
  services: Services,
  given: { request: FastifyRequest; part: MultipartFile; fields: Map<string, string>; earlier: Received | undefined },
): Promise<Received> {
  const { request, part, fields, earlier } = given;
  if (earlier) throw new Failure("request-invalid", "The form has more than one file. Send one recording a request.");
  // What came before the file is refused before it is read.
  checked(FormFields, Object.fromEntries(fields));
  return receiveFile(services, { request, part });
}

/**
 * Takes in a part that is a file.
 * @throws {Failure} `request-invalid` for a part of another name, those of `takeIn`
 */
export async function receiveFile(
  services: Services,
  { request, part }: { request: FastifyRequest; part: MultipartFile },
): Promise<Received> {
  if (part.fieldname !== "file")
    throw new Failure("request-invalid", `The file came in the part \`${part.fieldname}\`. Name it \`file\`.`);
  const blob = await takeIn(services, { request, content: apart(part.file) });
  return { kind: "received", blob, name: part.filename?.slice(-255) || null, mediaType: essenceOf(part.mimetype) };
}

async function recordingOf(
  request: FastifyRequest,
  { fields, received }: { fields: Map<string, string>; received: Received | undefined },
): Promise<GivenRecording> {
  const { url, ...options } = checked(FormFields, Object.fromEntries(fields));
  if (received && url !== undefined)
    throw new Failure("request-invalid", "The form has both a `file` and a `url`. Send one recording a request.");
  if (url !== undefined) return { recording: recordingNamed(url), options };
  if (!received)
    throw new Failure(
      "request-invalid",
      "The form names no recording. Send it in the part `file`, or its address in `url`.",
    );
  await checkWhole(request, received.blob);
  return { recording: received, options };
}
