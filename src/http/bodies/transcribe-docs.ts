import { z } from "zod";
import { FormFields } from "./read-form.ts";
import { TranscribeJson } from "./read-json.ts";

/**
 * The bodies of `POST /api/v1/transcribe` for the documentation. Nothing is checked by it: two of the three are streams,
 * and what is in them is checked as it comes.
 */
export const TranscribeBody = z.unknown().meta({
  content: {
    "multipart/form-data": { schema: formSchema() },
    "application/json": {
      schema: { ...inputSchema(TranscribeJson), examples: [{ url: "https://example.org/talk.mp3", language: "en" }] },
    },
    "application/octet-stream": {
      schema: {
        type: "string",
        format: "binary",
        description: "The recording itself, with any type of body, such as audio/mpeg. Options go into the query.",
      },
    },
  },
});

function formSchema() {
  const { properties, ...rest } = inputSchema(FormFields);
  const file = {
    type: "string",
    format: "binary",
    description: "The recording. It may stand before or after the other parts.",
  };
  return { ...rest, properties: { file, ...properties } };
}

/** What a shape reads, as JSON Schema. */
export function inputSchema(shape: z.ZodType) {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" });
  return schema;
}
