import { z } from "zod";
import { type JobName, jobNotFound } from "../../actions/jobs/read-job.ts";

/** Whose jobs these are: there is one owner. */
export const TENANT = "local";

/** The path of every route of one job. */
export const JobParams = z.object({
  id: z
    .string()
    .meta({ format: "uuid", description: "The job's `id`.", examples: ["0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11"] }),
});

const Uuid = z.uuid();

/**
 * Says which job is meant.
 * @throws {Failure} `job-not-found` for what cannot be the id of one
 */
export function jobName({ id }: { id: string }): JobName {
  if (!Uuid.safeParse(id).success) throw jobNotFound(id.slice(0, 64));
  return { tenant: TENANT, id };
}
