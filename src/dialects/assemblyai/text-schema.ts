import { z } from "zod";
import { TranscriptPath } from "./transcript-path.ts";

/** How what is read of a transcript beside itself is documented. */
export const textSchema = (operationId: string, summary: string) => ({
  ...{ operationId, tags: ["assemblyai"], summary: `${summary}, as AssemblyAI's clients ask`, params: TranscriptPath },
  response: { 200: z.unknown() },
});
