import { z } from "zod";
import { BatchStrings, DocumentedBatch } from "../shapes/batch-options.ts";
import { inputSchema } from "./transcribe-docs.ts";

const EXAMPLE = {
  items: [
    { url: "https://example.org/monday.mp3", reference: "4711" },
    { url: "https://example.org/dienstag.mp3", reference: "4712", language: "de" },
  ],
  language: "en",
  webhook: "https://example.org/hooks/scribewell",
};

/** The bodies of `POST /api/v1/batches` for the documentation. Nothing is checked by it: what is in them is, item by item. */
export const BatchBody = z.unknown().meta({
  content: {
    "application/json": { schema: { ...inputSchema(DocumentedBatch), examples: [EXAMPLE] } },
    "multipart/form-data": { schema: formSchema() },
  },
});

function formSchema() {
  const { properties, ...rest } = inputSchema(BatchStrings);
  const file = {
    type: "array",
    items: { type: "string", format: "binary" },
    description: "The recordings, a part each.",
  };
  return { ...rest, properties: { file, ...properties } };
}
