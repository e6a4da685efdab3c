import { Readable } from "node:stream";
import pRetry from "p-retry";
import type { Content, FollowOptions, Job } from "../../client/index.ts";
import { Failure } from "../../domain/failure.ts";
import type { Segment, Transcript } from "../../domain/transcript.ts";
import type { TranscribeOptions } from "../../transcriber.ts";
import { say, type Terminal } from "../terminal/terminal.ts";
import type { ShownEvent } from "../transcribing/progress-view.ts";
import type { RecordingTranscriber } from "../transcribing/transcribe-recording.ts";
import { recordingToSend } from "./recording-to-send.ts";
import { isKnown, isPassing, type ServiceClient } from "./service-client.ts";
import { shownEvents } from "./shown-events.ts";

/** A job that nobody waits for any more is cancelled in this time, or named to the person. */
const CANCEL_MS = 1000;
/** 0.5 + 1 + 2 + 4 + 8 + 10 + … s, about three quarters of a minute. */
const WHILE_IT_RESTARTS = { retries: 8, minTimeout: 500, maxTimeout: 10_000 };

/**
 * Has the work done by a service. Whoever stops listening, or fires the signal, has cancelled the job there; a connection
 * that breaks has not, and the failure says how to get the result later.
 */
export function remoteTranscriber(
  client: ServiceClient,
  terminal: Pick<Terminal, "stderr">,
  patience: Pick<FollowOptions, "patienceMs"> = {},
): RecordingTranscriber {
  return {
    async *transcribe(source, options) {
      const recording = await recordingToSend(source);
      const { id } = yield* submitted(client, recording, options);
      const onOrphan = () => sayOrphan(client, id, terminal);
      yield* followed(client, id, { ...patience, signal: options.signal ?? endless, onOrphan });
    },
  };
}

const endless = new AbortController().signal;

function sayOrphan({ address }: ServiceClient, id: string, terminal: Pick<Terminal, "stderr">): void {
  say(terminal, `The job could not be cancelled. To do it: scribewell jobs cancel ${id} --server ${address}`);
}

/** Opens the job, and yields how much has been sent while it is. */
async function* submitted(
  client: ServiceClient,
  recording: Content | string,
  { signal = endless, ...options }: TranscribeOptions,
): AsyncGenerator<ShownEvent, Job> {
  const events = new Readable({ objectMode: true, read() {} });
  const totalBytes = typeof recording === "string" ? null : (recording.bytes ?? null);
  const onSent = (bytes: number) => void events.push({ type: "upload", bytes, totalBytes });
  const job = client.submit(recording, { ...options, onSent, signal });
  const end = () => events.push(null);
  job.then(end, end);
  yield* events as AsyncIterable<ShownEvent>; // a Readable is untyped; only uploads are pushed
  return job;
}

interface Following extends FollowOptions {
  readonly signal: AbortSignal;
  /** The job goes on though it should not. */
  readonly onOrphan: () => void;
}

async function* followed(
  client: ServiceClient,
  id: string,
  { signal, onOrphan, ...patience }: Following,
): AsyncGenerator<ShownEvent> {
  let isOver = false;
  const told = new Set<string>();
  try {
    for await (const sighting of client.follow(id, { ...patience, signal })) {
      for (const event of shownEvents(sighting)) {
        if (event.type === "segment") told.add(placeOf(event.segment));
        yield event;
      }
    }
    const transcript = await readOutcome(client, id, signal);
    isOver = true;
    // Where events did not get through, their text comes now.
    const untold = transcript.segments.filter((segment) => !told.has(placeOf(segment)));
    yield* untold.map((segment) => ({ type: "segment", segment }) as const);
    yield { type: "transcript", transcript };
  } catch (error) {
    isOver = error instanceof Failure && !signal.aborted;
    throw isPassing(error) && isOver ? goesOn(error, client, id) : error;
  } finally {
    if (!isOver) await client.cancelJob(id, { signal: AbortSignal.timeout(CANCEL_MS) }).catch(onOrphan);
  }
}

const placeOf = ({ start, channel }: Segment): string => `${channel} ${start.toFixed(3)}`;

/** The transcript of a job that has finished, or why there is none. */
function readOutcome(client: ServiceClient, id: string, signal: AbortSignal): Promise<Transcript> {
  const read = async () => {
    const { state, error } = await client.readJob(id, { signal });
    if (state === "failed" && error && isKnown(error.code)) throw new Failure(error.code, error.detail);
    if (state === "failed") throw new Failure("job-failed", error?.detail ?? "The service does not say why.");
    return client.readTranscript(id, { signal });
  };
  return pRetry(read, { ...WHILE_IT_RESTARTS, signal, shouldRetry: ({ error }) => isPassing(error) });
}

function goesOn(failure: Failure, { address }: ServiceClient, id: string): Failure {
  const later = `The job goes on there. Get its result later: scribewell jobs result ${id} --server ${address}`;
  return new Failure(failure.code, `${failure.message} ${later}`, { cause: failure });
}
