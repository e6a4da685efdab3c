import { z } from "zod";

/** Names a transcript in an address. What is no id is not found. */
export const TranscriptPath = z.object({ id: z.string().describe("The `id` of the transcript.") });
