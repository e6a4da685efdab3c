import DataLoader from "dataloader";
import { z } from "zod";
import type { Job } from "../domain/job.ts";
import { findJobs } from "./jobs.ts";
import type { Database } from "./schema.ts";

/** Reads single jobs for many who ask at the same time. */
export interface JobReader {
  /** A job of a tenant, or nothing. All that was committed before the question is in the answer. */
  find(job: { tenant: string; id: string }): Promise<Job | undefined>;
}

const MOST_AT_ONCE = 100;
const Uuid = z.guid();

/**
 * Whoever asks in the same turn, or while a read is under way, shares the next one: the more questions, the less each costs.
 * @param machine names the kind of machine whose measured speeds hold
 */
export function jobReader(db: Database, machine: string): JobReader {
  let underWay: Promise<unknown> = Promise.resolve();
  const read = (ids: readonly string[]): Promise<(Job | undefined)[]> => {
    const answers = findJobs(db, { ids, machine }).then((found) => {
      const byId = new Map(found.map((job) => [job.id, job]));
      return ids.map((id) => byId.get(id));
    });
    underWay = answers.catch(() => {});
    return answers;
  };
  const loader = new DataLoader(read, {
    cache: false,
    maxBatchSize: MOST_AT_ONCE,
    // A turn later, as the embedded database answers within one: those whose questions arrive together share an answer.
    batchScheduleFn: (dispatch) => void underWay.then(() => setImmediate(dispatch)),
  });
  return {
    async find({ tenant, id }) {
      // One that cannot be read would spoil the read for all who share it.
      if (!Uuid.safeParse(id).success) return undefined;
      const job = await loader.load(id.toLowerCase());
      return job?.tenant === tenant ? job : undefined;
    },
  };
}
