import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pRetry from "p-retry";
import type { TranscriptionOptions } from "../domain/transcription.ts";
import { exchange } from "./exchange.ts";
import { type Line, openLine, SilentLine } from "./line.ts";
import { Refusal } from "./refusal.ts";
import { type SentRecording, sentBody } from "./sent-recording.ts";
import type { ServiceAddress } from "./service-address.ts";
import { type RemoteJob, RemoteJobShape } from "./shapes.ts";
import { isNeverConnected, isPassing, unreachable } from "./unreachable.ts";

export interface SubmitOptions {
  readonly options?: TranscriptionOptions;
  /** Called with the bytes sent so far, which start anew where the recording is sent again. */
  readonly onSent?: (bytes: number) => void;
  /**
   * Ends the sending with its reason. When all has been sent already, the answer is waited for, for a second: it may name
   * a job, which is given then, because it has to be cancelled.
   */
  readonly signal: AbortSignal;
}

const LONGEST_PAUSE_MS = 30_000;
/** Sent more often it would break again. */
const MOST_SENT = 4;
/** For about a minute, in which a service is restarted: nothing is sent while nobody listens. */
const PATIENTLY = { retries: 14, minTimeout: 500, maxTimeout: 5_000 };

/**
 * Opens a job for a recording. Sends it again, up to three times, where the connection broke or the service was busy; all
 * attempts have one idempotency key, so that they make one job. A service that has gone in the middle is waited for as long
 * as a restart takes; one that cannot be connected to at the first attempt is not.
 * @throws {Failure} the service's own, those of `exchange`, `source-unreadable`
 */
export async function submit(
  address: ServiceAddress,
  recording: SentRecording,
  options: SubmitOptions,
): Promise<RemoteJob> {
  const key = randomUUID();
  const { signal } = options;
  let job: RemoteJob | undefined;
  let sent = 0;
  const attempt = async () => {
    job = await send(address, recording, { ...options, key });
  };
  try {
    await pRetry(attempt, {
      ...PATIENTLY,
      ...(recording.kind !== "url" && !recording.canReopen && { retries: 0 }),
      signal,
      shouldRetry({ error, attemptNumber }) {
        if (!isPassing(error)) return false;
        if (isNeverConnected(error)) return attemptNumber > 1;
        return ++sent < MOST_SENT;
      },
      onFailedAttempt: async ({ error, retriesLeft }) => {
        const ms = error.cause instanceof Refusal ? error.cause.retryAfterMs : 0;
        if (retriesLeft > 0 && isPassing(error)) await pause(Math.min(ms, LONGEST_PAUSE_MS), undefined, { signal });
      },
    });
  } catch (error) {
    // A job that was opened while its owner already wanted to end is given all the same.
    if (!job) throw signal.aborted ? signal.reason : error;
  }
  if (!job) throw new Error("An attempt that did not fail has a job");
  return job;
}

async function send(
  address: ServiceAddress,
  recording: SentRecording,
  { options = {}, onSent = () => {}, signal, key }: SubmitOptions & { key: string },
): Promise<RemoteJob> {
  const line = openLine(signal);
  try {
    const answer = await exchange(address, {
      method: "POST",
      path: "api/v1/transcribe",
      ...sentBody(recording, options, watched(line, onSent)),
      idempotencyKey: key,
      signal: line.signal,
      // The line itself knows when nothing moves; a slow upload is no silence.
      silenceMs: 0,
    });
    return await answer.json(RemoteJobShape);
  } catch (error) {
    throw error instanceof SilentLine ? unreachable(address, error) : error;
  } finally {
    line.close();
  }
}

const watched = (line: Line, onSent: (bytes: number) => void) => ({
  onSent(bytes: number) {
    line.heard();
    onSent(bytes);
  },
  onAllSent: () => line.allSent(),
});
