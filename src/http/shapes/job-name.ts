import { z } from "zod";
import { type JobName, jobNotFound } from "../../actions/jobs/read-job.ts";
import type { Caller } from "../../domain/caller.ts";

/** The path of every route of one job. */
export const JobParams = z.object({
  id: z
    .string()
    .meta({ format: "uuid", description: "The job's `id`.", examples: ["0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11"] }),
});

/** A request that names something of its caller's in its path. */
export interface Named {
  readonly caller: Pick<Caller, "tenant">;
  readonly params: { readonly id: string };
}

const Uuid = z.uuid();

/**
 * Says which job is meant.
 * @throws {Failure} `job-not-found` for what cannot be the id of one
 */
export function jobName({ caller, params: { id } }: Named): JobName {
  if (!Uuid.safeParse(id).success) throw jobNotFound(id.slice(0, 64));
  return { tenant: caller.tenant, id };
}
