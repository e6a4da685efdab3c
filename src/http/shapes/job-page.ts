import { z } from "zod";
import { JOB_STATES } from "../../domain/job.ts";
import { JobShape } from "./job.ts";

/** States of jobs in a query: repeated, or with commas between. */
export const JobStates = z
  .preprocess((value) => [value].flat().flatMap((item) => String(item).split(",")), z.array(z.enum(JOB_STATES)))
  .optional()
  .meta({
    type: "array",
    items: { type: "string", enum: [...JOB_STATES] },
    description: "Only jobs in these states: repeated, or with commas between.",
  });

/** A page of jobs in answers. */
export const JobPageShape = z.object({ jobs: z.array(JobShape), next: z.string().nullable() }).meta({ id: "JobPage" });
