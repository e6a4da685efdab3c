import { readEvents } from "../../database/events.ts";
import { isFinished, type JobEvent } from "../../domain/job.ts";
import type { Services } from "../../services.ts";
import { type JobName, jobNotFound } from "./read-job.ts";

const PAGE = 200;
/** News may be lost: the database is looked at this often in any case. */
const LOOK_EVERY_MS = 5_000;

/**
 * The events of a job after a number, then those that come, without a gap and none twice. Ends after the last event of a
 * job that has finished, when it is deleted, and when the signal comes.
 * @throws {Failure} `job-not-found`
 */
export async function* watchJob(
  { db, news }: Pick<Services, "db" | "news">,
  { tenant, id, after, signal }: JobName & { after: number; signal: AbortSignal },
): AsyncGenerator<JobEvent> {
  const bell = alarm(signal);
  // Before the first look: what comes in between is not missed.
  const stop = news.listen((item) => item.job === id && bell.ring());
  try {
    let seen = after;
    let isFirstLook = true;
    while (!signal.aborted) {
      const job = await db
        .selectFrom("jobs")
        .select(["state", "last_event"])
        .where("id", "=", id)
        .where("tenant_id", "=", tenant)
        .executeTakeFirst();
      if (!job && isFirstLook) throw jobNotFound(id);
      if (!job) return;
      isFirstLook = false;
      const events = await readEvents(db, { job: id, after: seen, limit: PAGE });
      yield* events;
      seen = events.at(-1)?.sequence ?? seen;
      if (isFinished(job.state) && seen >= job.last_event) return;
      if (events.length < PAGE) await bell.heard(LOOK_EVERY_MS);
    }
  } finally {
    stop();
    bell.forget();
  }
}

/** Waits for a ring, a while, or the signal; a ring that comes while nobody waits is remembered. */
function alarm(signal: AbortSignal): { ring(): void; heard(ms: number): Promise<void>; forget(): void } {
  let rung = false;
  let wake = () => {};
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort, { once: true });
  return {
    ring() {
      rung = true;
      wake();
    },
    async heard(ms) {
      if (!rung && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      rung = false;
      wake = () => {};
    },
    forget: () => signal.removeEventListener("abort", onAbort),
  };
}
