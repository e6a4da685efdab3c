import { z } from "zod";
import { type JobName, jobNotFound } from "../../actions/jobs/read-job.ts";
import type { Named } from "../../http/shapes/job-name.ts";

/** A job as RunPod's clients call it. */
export const wireId = (id: string, { isSync }: { readonly isSync: boolean }): string =>
  `${isSync ? "sync-" : ""}${id}-u1`;

const WIRE_ID = /^(?:sync-)?([0-9a-f-]{36})(?:-u1)?$/i;
const Uuid = z.uuid();

/**
 * Says which job is meant, as it is called here or there.
 * @throws {Failure} `job-not-found` for what cannot be the id of one
 */
export function jobNamed({ caller, params: { id } }: Named): JobName {
  const found = Uuid.safeParse(WIRE_ID.exec(id)?.[1]);
  if (!found.success) throw jobNotFound(id.slice(0, 64));
  return { tenant: caller.tenant, id: found.data };
}
