import { type FollowOptions, followJob, hasEnded } from "./follow-job.ts";
import type { Link } from "./link.ts";
import { whileAway } from "./patience.ts";
import { cancelJob, readJob, readTranscript } from "./read-job.ts";
import type { Recording } from "./recording.ts";
import { ScribewellError } from "./scribewell-error.ts";
import type { Job, JobEvent, Transcript } from "./shapes.ts";
import { type SubmitOptions, submit } from "./submit.ts";

export interface WaitOptions extends FollowOptions {
  /** Called with each event of the job, in order. */
  readonly onEvent?: (event: JobEvent) => void;
}

export interface TranscribeOptions extends SubmitOptions, WaitOptions {}

/** How long a job that nobody waits for any more is tried to be cancelled. */
const CANCEL_MS = 1000;

/** The events of a job to its end. @throws {ScribewellError} as `followJob` */
export async function* watch(link: Link, jobId: string, options: FollowOptions = {}): AsyncGenerator<JobEvent> {
  for await (const sighting of followJob(link, jobId, options)) if (sighting.type === "event") yield sighting.event;
}

/** Gives a job when it has ended. @throws {ScribewellError} as `followJob` */
export async function wait(link: Link, jobId: string, { onEvent, ...options }: WaitOptions = {}): Promise<Job> {
  const { signal = new AbortController().signal } = options;
  for (;;) {
    for await (const event of watch(link, jobId, options)) onEvent?.(event);
    const job = await whileAway(() => readJob(link, jobId, signal), signal);
    // Somebody may have had it run again.
    if (hasEnded(job)) return job;
  }
}

/**
 * Submits a recording and waits for its transcript. The signal cancels the job, too. Where the service stays away, the error
 * names the job, which goes on there.
 * @throws {ScribewellError} why the job failed; `job-cancelled`; as `submit` and `followJob`
 */
export async function transcribe(
  link: Link,
  recording: Recording,
  { onEvent, patienceMs, ...asked }: TranscribeOptions = {},
): Promise<Transcript> {
  const { signal = new AbortController().signal } = asked;
  const { id } = await submit(link, recording, asked);
  const options = { signal, ...(onEvent && { onEvent }), ...(patienceMs !== undefined && { patienceMs }) };
  try {
    const { error } = await wait(link, id, options);
    if (error) throw new ScribewellError(error.code, error.detail);
    return await whileAway(() => readTranscript(link, id, signal), signal);
  } catch (error) {
    if (signal.aborted) await cancelJob(link, id, AbortSignal.timeout(CANCEL_MS)).catch(() => {});
    throw error instanceof ScribewellError ? named(error, id) : error;
  }
}

function named(error: ScribewellError, jobId: string): ScribewellError {
  const { code, detail, status, retryAfterMs } = error;
  return new ScribewellError(code, detail, { ...(status !== null && { status }), retryAfterMs, jobId, cause: error });
}
