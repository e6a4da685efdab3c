import { z } from "zod";
import type { JobEvent, JobEventBody } from "../../domain/job.ts";
import { JobErrorShape, ProgressShape } from "./job.ts";
import { SegmentShape } from "./transcript.ts";

/** The sequence of an event, as readers name the last one they have had. */
export const EventNumber = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);

const eventOf = <Type extends JobEventBody["type"], Fields extends z.ZodRawShape>(type: Type, fields: Fields) =>
  z.object({
    sequence: z.int().min(1).describe("From 1, without gaps."),
    at: z.iso.datetime(),
    type: z.literal(type),
    ...fields,
  });

/** What happens to a job, as readers of its events see it. */
export const JobEventShape = z
  .discriminatedUnion("type", [
    eventOf("job-queued", {}),
    eventOf("job-started", {}),
    eventOf("model-chosen", {
      model: z.string(),
      why: z.string().optional().describe("Why this one, where it was not named."),
    }),
    eventOf("language-detected", { language: z.string(), probability: z.number().min(0).max(1) }),
    eventOf("segment-final", { segment: SegmentShape }),
    eventOf("progress", { progress: ProgressShape }),
    eventOf("warning", { message: z.string() }),
    eventOf("job-succeeded", { partial: z.boolean() }),
    eventOf("job-failed", { error: JobErrorShape }),
    eventOf("job-cancelled", {}),
  ])
  .meta({
    id: "JobEvent",
    description: "What happens to a job, in order. `job-succeeded`, `job-failed` and `job-cancelled` end it.",
  });

/** An event as readers see it. */
export type JobEventJson = JobEventBody & { readonly sequence: number; readonly at: string };

export const eventJson = (event: JobEvent): JobEventJson => ({ ...event, at: event.at.toISOString() });
