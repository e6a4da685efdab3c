import { z } from "zod";
import { namesOfDialect, placeOfJob } from "../../database/dialect-jobs.ts";
import type { Cursor } from "../../database/pages.ts";
import { Failure } from "../../domain/failure.ts";
import type { Job, JobState } from "../../domain/job.ts";
import type { Services } from "../../services.ts";

/** A job that a page begins after. Where `createdAt` is known the job need not be there any more. */
export interface Neighbour {
  readonly id: string;
  /** ISO 8601 with microseconds. */
  readonly createdAt?: string | undefined;
}

export interface DialectJobsWanted {
  readonly tenant: string;
  readonly dialect: string;
  readonly states?: readonly JobState[] | undefined;
  /** Made on this day (UTC), as `2030-01-31`. */
  readonly day?: string | undefined;
  readonly olderThan?: Neighbour | undefined;
  readonly newerThan?: Neighbour | undefined;
  readonly limit: number;
}

/** Jobs, the newest first, and where the pages beside this one begin; null where there is nothing. */
export interface DialectJobs {
  readonly jobs: Job[];
  readonly older: Cursor | null;
  readonly newer: Cursor | null;
}

const Uuid = z.guid();

/**
 * A page of the jobs that came in the words of a dialect, for lists that name the jobs they go on from.
 * @throws {Failure} `job-not-found` for a neighbour of which nothing is known
 */
export async function listDialectJobs(
  { db, jobs }: Pick<Services, "db" | "jobs">,
  { olderThan, newerThan, ...wanted }: DialectJobsWanted,
): Promise<DialectJobs> {
  const { tenant, limit } = wanted;
  const older = olderThan && (await placeOf(db, tenant, olderThan));
  const newer = newerThan && (await placeOf(db, tenant, newerThan));
  const found = await namesOfDialect(db, { ...wanted, olderThan: older, newerThan: newer, limit: limit + 1 });
  const hasMore = found.length > limit;
  const isUpward = newer !== undefined && older === undefined;
  const names = isUpward ? found.slice(0, limit).reverse() : found.slice(0, limit);
  const read = await Promise.all(names.map(({ id }) => jobs.find({ tenant, id })));
  const [first = null, last = null] = [names[0], names.at(-1)];
  return {
    // One may have been erased since it was named.
    jobs: read.filter((job) => job !== undefined),
    older: isUpward || hasMore ? last : null,
    newer: (isUpward ? hasMore : older !== undefined) ? first : null,
  };
}

async function placeOf(db: Services["db"], tenant: string, { id, createdAt }: Neighbour): Promise<Cursor> {
  const isName = Uuid.safeParse(id).success;
  if (isName && createdAt !== undefined) return { id, createdAt };
  const place = isName ? await placeOfJob(db, { tenant, id }) : undefined;
  if (place) return place;
  throw new Failure(
    "job-not-found",
    `There is no job ${id.slice(0, 100)} here. It may have been deleted, or have expired.`,
  );
}
