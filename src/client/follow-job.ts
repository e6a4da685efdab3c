import type { Link } from "./link.ts";
import { pause } from "./pause.ts";
import { readEvents } from "./read-events.ts";
import { readJob } from "./read-job.ts";
import { LONGEST_PAUSE_MS } from "./retry-after.ts";
import { isPassing } from "./scribewell-error.ts";
import type { Job, JobEvent } from "./shapes.ts";

/** What is seen of a job by who follows it. */
export type Sighting =
  | { readonly type: "event"; readonly event: JobEvent }
  /** How it stands, looked up because no events came. */
  | { readonly type: "job"; readonly job: Job }
  /** The service is not there; it is tried again. */
  | { readonly type: "lost" };

export interface FollowOptions {
  readonly signal?: AbortSignal;
  /** How long to go on without an answer. Default one minute, in which a service is restarted. */
  readonly patienceMs?: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_OWN_PAUSE_MS = 5000;

/**
 * Follows a job to its end: its events in order, each once, taken up after the last one where the connection broke. Where
 * events do not get through, as behind some proxies, the job is looked up instead. Ends when the job has finished.
 * @throws {ScribewellError} `service-unreachable` and the like once patience is over; `job-not-found` when the job is erased.
 * Ends with the signal's reason.
 */
export async function* followJob(
  link: Link,
  id: string,
  { signal = new AbortController().signal, patienceMs = 60_000 }: FollowOptions,
): AsyncGenerator<Sighting> {
  let after = 0;
  let heardAt = performance.now();
  let pauseMs = FIRST_PAUSE_MS;
  let wasFinished = false;
  // Of what was refused in this round, the longest that the service wants to be left alone.
  let toldMs = 0;
  const unlessPassing = (error: unknown): undefined => {
    if (!isPassing(error)) throw error;
    toldMs = Math.max(toldMs, error.retryAfterMs);
  };
  for (;;) {
    toldMs = 0;
    for await (const event of eventsUntilCut(link, id, { after, signal }, unlessPassing)) {
      ({ sequence: after } = event);
      heardAt = performance.now();
      pauseMs = FIRST_PAUSE_MS;
      yield { type: "event", event };
      if (isEnd(event)) return;
    }
    const isPatient = performance.now() - heardAt < patienceMs;
    const job = await readJob(link, id, signal).catch((error: unknown) => {
      if (!isPatient) throw error;
      unlessPassing(error);
    });
    yield job ? { type: "job", job } : { type: "lost" };
    if (wasFinished) return;
    // Once more, for the events between the cut and the end.
    wasFinished = job !== undefined && hasEnded(job);
    if (job) heardAt = performance.now();
    if (wasFinished) continue;
    await pause(Math.max(pauseMs, Math.min(toldMs, LONGEST_PAUSE_MS)), signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_OWN_PAUSE_MS);
  }
}

async function* eventsUntilCut(
  link: Link,
  id: string,
  asking: { after: number; signal: AbortSignal },
  unlessPassing: (error: unknown) => void,
): AsyncGenerator<JobEvent> {
  try {
    yield* readEvents(link, id, asking);
  } catch (error) {
    unlessPassing(error);
  }
}

/** Whether a job is in a state it does not leave by itself. */
export const hasEnded = ({ state }: Pick<Job, "state">): boolean => state !== "queued" && state !== "running";

const isEnd = ({ type }: JobEvent) => type === "job-succeeded" || type === "job-failed" || type === "job-cancelled";
