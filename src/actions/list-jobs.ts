import { z } from "zod";
import { type JobCursor, pageOfJobs } from "../database/jobs.ts";
import { Failure } from "../domain/failure.ts";
import type { Job, JobState } from "../domain/job.ts";
import type { Services } from "../services.ts";

/**
 * A page of a tenant's jobs, the newest first. `next` leads to the page after it; null on the last.
 * @throws {Failure} `option-invalid` for a cursor that is none
 */
export async function listJobs(
  { db, machine }: Pick<Services, "db" | "machine">,
  page: { tenant: string; states?: readonly JobState[] | undefined; after?: string | undefined; limit: number },
): Promise<{ jobs: Job[]; next: string | null }> {
  const { tenant, states, limit } = page;
  const after = page.after === undefined ? undefined : readCursor(page.after);
  // One more than asked: it says whether there is another page.
  const found = await pageOfJobs(db, { tenant, machine, states, after, limit: limit + 1 });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { jobs: found.slice(0, limit).map(({ job }) => job), next: last ? writeCursor(last.cursor) : null };
}

/** No job is older, and the database refuses the year 0. */
const Cursor = z.tuple([z.iso.datetime({ precision: 6 }).startsWith("2"), z.uuid()]);

const writeCursor = ({ createdAt, id }: JobCursor): string =>
  Buffer.from(JSON.stringify([createdAt, id])).toString("base64url");

function readCursor(text: string): JobCursor {
  try {
    const [createdAt, id] = Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    return { createdAt, id };
  } catch (cause) {
    throw new Failure("option-invalid", "`after` is no cursor of this list. Give the `next` of the page before.", {
      cause,
    });
  }
}
