import { type FollowOptions, followJob, type Sighting } from "./follow-job.ts";
import { type LinkOptions, linkTo } from "./link.ts";
import { whenTold } from "./patience.ts";
import { cancelJob, readResult, readTranscript } from "./read-job.ts";
import type { Recording, SentRecording } from "./recording.ts";
import type { SendOptions } from "./send.ts";
import type { Job, JobEvent, ResultForm, Transcript, Upload } from "./shapes.ts";
import { type SubmitOptions, submit, upload } from "./submit.ts";
import { type TranscribeOptions, transcribe, type WaitOptions, wait, watch } from "./transcribe.ts";
import { type DataOf, dataOf, type TypedApi, typedApi } from "./typed-api.ts";

interface Asking {
  readonly signal?: AbortSignal;
}

/**
 * A Scribewell service as its callers ask it. Whatever goes wrong is a `ScribewellError`: the service's own refusal,
 * `service-unreachable` when it does not answer, `route-not-found` when something else answers at its address. A signal ends a
 * call with its reason.
 */
export interface ScribewellClient {
  /** Its address, without a password. */
  readonly address: string;
  /** Every route of the service as a typed call, which gives `data` or `error`. */
  readonly api: TypedApi;
  /** What a call of `api` was answered with. @throws {ScribewellError} what it was refused with */
  dataOf<Answer extends { data?: unknown; error?: unknown; response: Response }>(
    call: Promise<Answer>,
  ): Promise<DataOf<Answer>>;
  /** Submits a recording, waits, and gives its transcript. Ending it by the signal cancels the job. */
  transcribe(recording: Recording, options?: TranscribeOptions): Promise<Transcript>;
  /** Opens a job, once however often the recording had to be sent. */
  submit(recording: Recording, options?: SubmitOptions): Promise<Job>;
  /** Keeps a recording for jobs to come; its `url` names it as the recording of any of them. */
  upload(recording: SentRecording, options?: SendOptions): Promise<Upload>;
  /** The events of a job to its end, in order, each once, whatever happens to the connection. */
  watch(jobId: string, options?: FollowOptions): AsyncGenerator<JobEvent>;
  /** The same, and what is seen of the job where no events come, and that the service is away. */
  follow(jobId: string, options?: FollowOptions): AsyncGenerator<Sighting>;
  /** Gives a job when it has ended, well or not. */
  wait(jobId: string, options?: WaitOptions): Promise<Job>;
  /** Ends a job. Gives one that has ended back as it is. */
  cancel(jobId: string, options?: Asking): Promise<Job>;
  transcript(jobId: string, options?: Asking): Promise<Transcript>;
  /** The text alone. */
  text(jobId: string, options?: Asking): Promise<string>;
  /** Default `srt`. */
  subtitles(jobId: string, form?: "srt" | "vtt", options?: Asking): Promise<string>;
  /** The transcript in any form that the service writes, as the text of a file. */
  result(jobId: string, form: ResultForm, options?: Asking): Promise<string>;
}

/**
 * A client for the service at an address, with a key where the service asks for one. Nothing is sent before something is asked.
 * @throws {ScribewellError} `url-invalid`
 */
export function createClient(options: LinkOptions): ScribewellClient {
  const link = linkTo(options);
  const read = (jobId: string, form: ResultForm, { signal = endless() }: Asking = {}) =>
    whenTold(() => readResult(link, jobId, { form, signal }), signal);
  return {
    address: link.address.shown,
    api: typedApi(link),
    dataOf: (call) => dataOf(link, call),
    transcribe: (recording, asked) => transcribe(link, recording, asked),
    submit: (recording, asked) => submit(link, recording, asked),
    upload: (recording, asked) => upload(link, recording, asked),
    watch: (jobId, asked) => watch(link, jobId, asked),
    follow: (jobId, asked = {}) => followJob(link, jobId, asked),
    wait: (jobId, asked) => wait(link, jobId, asked),
    cancel: (jobId, { signal = endless() } = {}) => whenTold(() => cancelJob(link, jobId, signal), signal),
    transcript: (jobId, { signal = endless() } = {}) => whenTold(() => readTranscript(link, jobId, signal), signal),
    text: (jobId, asked) => read(jobId, "txt", asked),
    subtitles: (jobId, form = "srt", asked = {}) => read(jobId, form, asked),
    result: read,
  };
}

const endless = () => new AbortController().signal;
