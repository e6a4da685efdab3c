import { setTimeout as pause } from "node:timers/promises";
import { isFinished } from "../domain/job.ts";
import type { ReadEvent, ServiceClient } from "./service-client.ts";
import type { RemoteJob } from "./shapes.ts";
import { isPassing } from "./unreachable.ts";

/** What is seen of a job by who follows it. */
export type Sighting =
  | { readonly type: "event"; readonly event: ReadEvent }
  /** How it stands, looked up because no events came. */
  | { readonly type: "job"; readonly job: RemoteJob }
  /** The service is not there; it is tried again. */
  | { readonly type: "lost" };

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** How long to go on without an answer. Default one minute, in which a service is restarted. */
  readonly patienceMs?: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/**
 * Follows a job to its end: its events in order, each once, taken up after the last one where the connection broke. Where
 * events do not get through, as behind some proxies, the job is looked up instead. Ends when the job has finished.
 * @throws {Failure} `service-unreachable` and the like once patience is over; `job-not-found` when the job is erased.
 * Ends with the signal's reason.
 */
export async function* followJob(
  client: ServiceClient,
  id: string,
  { signal, patienceMs = 60_000 }: FollowOptions,
): AsyncGenerator<Sighting> {
  let after = 0;
  let heardAt = performance.now();
  let pauseMs = FIRST_PAUSE_MS;
  let wasFinished = false;
  for (;;) {
    for await (const event of eventsUntilCut(client, id, { after, signal })) {
      ({ sequence: after } = event);
      heardAt = performance.now();
      pauseMs = FIRST_PAUSE_MS;
      yield { type: "event", event };
      if (isEnd(event)) return;
    }
    const isPatient = performance.now() - heardAt < patienceMs;
    const job = await client.readJob(id, { signal }).catch((error: unknown) => {
      if (!isPatient || !isPassing(error)) throw error;
    });
    yield job ? { type: "job", job } : { type: "lost" };
    if (wasFinished) return;
    // Once more, for the events between the cut and the end.
    wasFinished = job !== undefined && isFinished(job.state);
    if (job) heardAt = performance.now();
    if (!wasFinished) pauseMs = await pauseFor(pauseMs, signal);
  }
}

/** Gives how long to pause the next time. */
async function pauseFor(ms: number, signal: AbortSignal): Promise<number> {
  await pause(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
  return Math.min(ms * 2, LONGEST_PAUSE_MS);
}

async function* eventsUntilCut(
  client: ServiceClient,
  id: string,
  asking: { after: number; signal: AbortSignal },
): AsyncGenerator<ReadEvent> {
  try {
    yield* client.readEvents(id, asking);
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
}

const isEnd = ({ type }: ReadEvent) => type === "job-succeeded" || type === "job-failed" || type === "job-cancelled";
