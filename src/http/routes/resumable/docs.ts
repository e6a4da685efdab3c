import { z } from "zod";
import { problemAnswers } from "../../shapes/problem-answers.ts";

const tags = ["transcription"];
const PROTOCOL = "This is [tus 1.0](https://tus.io/protocols/resumable-upload): any client of it does.";

const version = z.string().optional().describe("`1.0.0`.");
const length = z.string().optional().describe("Bytes of the whole recording.");
const offset = z.string().optional().describe("Where in the recording the bytes of this request belong.");
const metadata = z
  .string()
  .optional()
  .describe("`filename` and `filetype` of the recording, each with its value in base64, with a comma between them.");
const override = z.string().optional().describe("`PATCH`, `DELETE` or `HEAD`.");

const whole = { type: "integer", minimum: 0 } as const;
const text = { type: "string" } as const;
const HEADERS = {
  "Tus-Resumable": { schema: text, description: "`1.0.0`" },
  "Upload-Offset": { schema: whole, description: "How many bytes are here: where the upload goes on." },
  "Upload-Length": { schema: whole, description: "Bytes of the whole recording." },
  "Upload-Expires": {
    schema: text,
    description: "When it is forgotten where nothing comes; left out when it is kept.",
  },
  "Upload-Metadata": { schema: text, description: "What its client has said of it." },
  Location: { schema: text, description: "Where the recording is to be sent. Its last part is the id." },
  "Tus-Version": { schema: text, description: "`1.0.0`" },
  "Tus-Extension": { schema: text, description: "What is spoken of tus beside its core." },
  "Tus-Max-Size": { schema: whole, description: "Bytes that a recording may have." },
} as const;

/** An answer that has headers and nothing else. */
function headerAnswer(description: string, ...names: readonly (keyof typeof HEADERS)[]) {
  const headers = Object.fromEntries(
    names.map((name) => [name, { ...HEADERS[name].schema, description: HEADERS[name].description }]),
  );
  return z.null().meta({ description, headers });
}

const params = z.object({ id: z.string().describe("The last part of the address that was given for it.") });
const binary = { type: "string", format: "binary", description: "Bytes of the recording." } as const;
const part = z.unknown().meta({ content: { "application/offset+octet-stream": { schema: binary } } });

export const BEGIN = {
  operationId: "beginResumableUpload",
  tags,
  summary: "Begin an upload that survives broken lines",
  description: `${PROTOCOL} The recording comes in as many requests as it takes, and is an upload like others when its last byte has come: jobs name it as \`upload:\` and its id. Its first bytes may come as the body of this request, as with PATCH. Its length is charged now, and given back where it does not come.`,
  headers: z.looseObject({ "tus-resumable": version, "upload-length": length, "upload-metadata": metadata }),
  response: {
    201: headerAnswer("It is begun.", "Location", "Tus-Resumable", "Upload-Offset", "Upload-Expires"),
    ...problemAnswers(400, 401, 403, 412, 413, 415, 422, 429, 503, 507),
  },
};

export const ABILITIES = {
  operationId: "resumableUploadAbilities",
  tags,
  summary: "What is spoken of tus",
  description: PROTOCOL,
  response: { 204: headerAnswer("In headers.", "Tus-Version", "Tus-Extension", "Tus-Max-Size") },
};

export const ASK = {
  operationId: "resumableUploadOffset",
  tags,
  summary: "Where an upload goes on",
  description: `${PROTOCOL} What has come whole and was not taken in, as the service ended at that moment, is taken in now. When \`Upload-Offset\` is \`Upload-Length\`, jobs can be opened for it. The line to another client that sends it is given up.`,
  params,
  headers: z.looseObject({ "tus-resumable": version }),
  response: {
    200: headerAnswer(
      "In headers.",
      ...(["Upload-Offset", "Upload-Length", "Upload-Expires", "Upload-Metadata", "Tus-Resumable"] as const),
    ),
    ...problemAnswers(401, 403, 404, 412, 423, 503, 507),
  },
};

export const SEND = {
  operationId: "sendResumableUpload",
  tags,
  summary: "Send more of an upload",
  description: `${PROTOCOL} What has come is kept when the line breaks. With its last byte the recording is taken in, which takes its time with large ones.`,
  params,
  headers: z.looseObject({ "tus-resumable": version, "upload-offset": offset }),
  body: part,
  response: {
    204: headerAnswer("It is here.", "Upload-Offset", "Upload-Expires", "Tus-Resumable"),
    ...problemAnswers(400, 401, 403, 404, 409, 412, 413, 415, 423, 503, 507),
  },
};

export const END = {
  operationId: "endResumableUpload",
  tags,
  summary: "Give up an upload",
  description: `${PROTOCOL} What came of it is removed, and what was charged for it is given back. One that has come whole is erased as with DELETE /api/v1/uploads/{id}, for keys that may.`,
  params,
  headers: z.looseObject({ "tus-resumable": version }),
  response: {
    204: headerAnswer("It is gone.", "Tus-Resumable"),
    ...problemAnswers(401, 403, 404, 412, 423, 503),
  },
};

export const OVERRIDE = {
  ...SEND,
  operationId: "overrideResumableUpload",
  summary: "The same for clients that cannot send PATCH",
  description: `${PROTOCOL} Does what \`X-HTTP-Method-Override\` says.`,
  headers: z.looseObject({ "tus-resumable": version, "upload-offset": offset, "x-http-method-override": override }),
};
