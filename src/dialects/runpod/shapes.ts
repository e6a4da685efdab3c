import { z } from "zod";
import { EndpointParams } from "./endpoint.ts";

/** A failure, for the documentation. */
export const RunpodFailure = z
  .object({
    error: z.union([z.string(), z.array(z.string())]).describe("A list where an `input` is wrong in several ways."),
  })
  .meta({ id: "RunpodFailure", description: "A failure, as RunPod writes it." });

/** The path of every route of one job. */
export const JobParams = EndpointParams.extend({
  id: z
    .string()
    .meta({ description: "The job's `id`, as `/run` gave it.", examples: ["0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11-u1"] }),
});

/** A job, with as much of it as there is. */
export const StatusShape = z.looseObject({
  id: z.string(),
  status: z.enum(["IN_QUEUE", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELLED"]),
  delayTime: z.int().optional().describe("Milliseconds that it waited."),
  executionTime: z.int().optional().describe("Milliseconds that it ran."),
  output: z.unknown().optional().describe("That of RunPod's worker for Whisper."),
  error: z.string().optional().describe("Why it failed."),
});

const SHORTEST_MS = 1_000;
const LONGEST_MS = 300_000;
const DEFAULT_MS = 90_000;
const error = `Invalid wait: milliseconds, from ${SHORTEST_MS} to ${LONGEST_MS}`;

/** How long an answer may wait for the end of its job. */
export const WaitQuery = z.looseObject({
  wait: z.coerce
    .number({ error })
    .min(SHORTEST_MS, { error })
    .max(LONGEST_MS, { error })
    .default(DEFAULT_MS)
    .describe("Milliseconds to wait for the end of the job."),
});

/** What is said of every route in the documentation. */
export const documented = (operationId: string, summary: string) => ({
  operationId,
  tags: ["runpod"],
  summary: `${summary}, as RunPod's clients ask`,
});
