import type { JobState } from "../domain/job.ts";
import type { Transcript } from "../domain/transcript.ts";
import { exchange, type Question } from "./exchange.ts";
import { notThisService } from "./refusal.ts";
import type { SentRecording } from "./sent-recording.ts";
import { dataOfEvents } from "./server-sent-events.ts";
import { type ServiceAddress, serviceAddress } from "./service-address.ts";
import {
  EventNumberShape,
  type JobPage,
  JobPageShape,
  type RemoteEvent,
  RemoteEventShape,
  type RemoteJob,
  RemoteJobShape,
  type RemoteReceipt,
  RemoteReceiptShape,
  TranscriptShape,
} from "./shapes.ts";
import { type SubmitOptions, submit } from "./submit.ts";

interface Asking {
  readonly signal: AbortSignal;
}

/**
 * A Scribewell service as its callers ask it. Every call throws the service's own failures; `service-unreachable` when it
 * does not answer; `route-not-found` when something else answers at its address; and the signal's reason.
 */
export interface ServiceClient {
  /** Its address, without a password. */
  readonly address: string;
  /** Opens a job. @see submit */
  submit(recording: SentRecording, options: SubmitOptions): Promise<RemoteJob>;
  /** A page of jobs, the newest first. `after` is the `next` of the page before. At most 200 a page. */
  listJobs(
    page: Asking & { readonly states?: readonly JobState[]; readonly after?: string; readonly limit: number },
  ): Promise<JobPage>;
  readJob(id: string, asking: Asking): Promise<RemoteJob>;
  /** Gives a job that has ended back as it is. */
  cancelJob(id: string, asking: Asking): Promise<RemoteJob>;
  /** Erases a job and all that belongs to it. Gives what was erased. */
  purgeJob(id: string, asking: Asking): Promise<RemoteReceipt>;
  /** What was erased with a job. */
  readReceipt(id: string, asking: Asking): Promise<RemoteReceipt>;
  retryJob(id: string, asking: Asking): Promise<RemoteJob>;
  /** The transcript as the text of a file. */
  readResult(id: string, asking: Asking & { readonly format: string }): Promise<string>;
  readTranscript(id: string, asking: Asking): Promise<Transcript>;
  /**
   * The events after a number as they come, those of a kind that is not known here by their number alone. Ends when the
   * service ends the answer, which is not always the end of the job.
   */
  readEvents(id: string, asking: Asking & { readonly after: number }): AsyncGenerator<ReadEvent>;
}

/** An event, or the number of one that a newer service knows and this client does not. */
export type ReadEvent = RemoteEvent | { readonly type: "unknown"; readonly sequence: number };

/** A ping comes every 15 s where nothing happens. */
const EVENT_SILENCE_MS = 40_000;

/**
 * A client for the service at an address, with a key where the service asks for one.
 * @throws {Failure} `url-invalid`
 */
export function serviceClient(url: string, key?: string): ServiceClient {
  const address = serviceAddress(url, key);
  const pathOf = (id: string, below = "") => `api/v1/jobs/${encodeURIComponent(id)}${below}`;
  async function askForJob(question: Question): Promise<RemoteJob> {
    return (await exchange(address, question)).json(RemoteJobShape);
  }
  return {
    address: address.shown,
    submit: (recording, options) => submit(address, recording, options),
    async listJobs({ states, after, limit, signal }) {
      const query = { state: states?.join(","), after, limit: String(limit) };
      return (await exchange(address, { path: "api/v1/jobs", query, signal })).json(JobPageShape);
    },
    readJob: (id, { signal }) => askForJob({ path: pathOf(id), signal }),
    cancelJob: (id, { signal }) => askForJob({ method: "DELETE", path: pathOf(id), signal }),
    async purgeJob(id, { signal }) {
      const question = { method: "DELETE", path: pathOf(id), query: { purge: "true" }, signal } as const;
      return (await exchange(address, question)).json(RemoteReceiptShape);
    },
    async readReceipt(id, { signal }) {
      return (await exchange(address, { path: pathOf(id, "/receipt"), signal })).json(RemoteReceiptShape);
    },
    retryJob: (id, { signal }) => askForJob({ method: "POST", path: pathOf(id, "/retry"), signal }),
    async readResult(id, { format, signal }) {
      return (await exchange(address, { path: pathOf(id, "/result"), query: { as: format }, signal })).text();
    },
    async readTranscript(id, { signal }) {
      const query = { as: "json" };
      return (await exchange(address, { path: pathOf(id, "/result"), query, signal })).json(TranscriptShape);
    },
    async *readEvents(id, { after, signal }) {
      const headers = { accept: "text/event-stream", ...(after > 0 && { "last-event-id": String(after) }) };
      const question = { path: pathOf(id, "/events"), headers, signal, silenceMs: EVENT_SILENCE_MS };
      const answer = await exchange(address, question);
      for await (const data of dataOfEvents(answer.chunks())) yield eventIn(data, address);
    },
  };
}

function eventIn(data: string, { shown }: ServiceAddress): ReadEvent {
  try {
    const value: unknown = JSON.parse(data);
    const known = RemoteEventShape.safeParse(value);
    return known.success ? known.data : { type: "unknown", sequence: EventNumberShape.parse(value).sequence };
  } catch (error) {
    throw notThisService(shown, "its events cannot be read", error);
  }
}
