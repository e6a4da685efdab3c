import type { z } from "zod";
import { shownAs } from "../../http/shapes/shown-as.ts";
import { TranscriptPath } from "./transcript-path.ts";

/** How a route is documented that is about one transcript. */
export const aboutTranscript = (operationId: string, summary: string) => ({
  operationId,
  tags: ["assemblyai"],
  summary: `${summary}, as AssemblyAI's clients ask`,
  params: TranscriptPath,
});

/** How what is read of a transcript beside itself is documented. */
export const textSchema = (operationId: string, summary: string, shape: z.ZodType) => ({
  ...aboutTranscript(operationId, summary),
  response: { 200: shownAs(shape.describe("Of a transcript that is completed.")) },
});
