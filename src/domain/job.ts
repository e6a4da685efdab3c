import type { Failure, FailureCode } from "./failure.ts";
import type { Segment } from "./transcript.ts";
import type { Listening, Task, TranscriptionOptions, Wording } from "./transcription.ts";

export const JOB_STATES = ["queued", "running", "succeeded", "failed", "cancelled"] as const;

/** Where a job stands. The last three are ends; a retry leads back to `queued`. */
export type JobState = (typeof JOB_STATES)[number];

/** True when nothing more happens to a job by itself. */
export const isFinished = (state: JobState): boolean => state !== "queued" && state !== "running";

/** What was asked, frozen when the job was submitted. */
export interface JobParameters extends Wording, Listening {
  /** `engine/model`, or `auto`. */
  readonly model: string;
  /** ISO 639-1 code; null when it is to be detected. */
  readonly language: string | null;
  readonly task: Task;
  readonly prompt: string | null;
}

/** What was asked, as it was asked. */
export function askedOf({ language, prompt, ...asked }: JobParameters): TranscriptionOptions {
  return { ...asked, ...(language !== null && { language }), ...(prompt !== null && { prompt }) };
}

/** In whose words a job was asked for, where those are not this service's own. */
export interface AskedAs {
  /** The name of the dialect. */
  readonly dialect: string;
  /** What has to be said again in its answers. */
  readonly request: Readonly<Record<string, unknown>>;
}

/** Where a job's recording comes from. */
export type JobSource =
  | {
      readonly kind: "upload";
      /** As the client named it; never in logs. */
      readonly name: string | null;
      readonly bytes: number;
      readonly mediaType: string | null;
    }
  | {
      readonly kind: "url";
      readonly url: string;
      /** As the server that has it says, once it has been fetched. */
      readonly name?: string | null;
      readonly mediaType?: string | null;
      readonly bytes?: number;
    };

/** Why something failed, as it is kept and shown. */
export interface JobError {
  readonly code: FailureCode | "internal-error";
  readonly detail: string;
  /** Whether the same again can help. */
  readonly retry: boolean;
}

/** How far a job is. Seconds of the recording. */
export interface JobProgress {
  /** Decoded and cut so far. */
  readonly decodedSeconds: number;
  /** The file's own claim until decoding has ended, exact after; null while unknown. */
  readonly totalSeconds: number | null;
  /** Speech that has been found so far. */
  readonly speechSeconds: number;
  /** Speech that has been recognised. */
  readonly recognisedSeconds: number;
  /** 0 to 1. */
  readonly fraction: number;
  /** Until the job ends, at the pace it goes on with, before at the measured speed of its model; null while neither is known. */
  readonly etaSeconds: number | null;
  /** Pieces of recognition. */
  readonly pieces: { readonly done: number; readonly known: number };
}

/** Where a job that waits stands. */
export interface QueuePlace {
  /** Jobs that wait and are more urgent, or as urgent and older; 1000 stands for that and more. */
  readonly ahead: number;
  /** From how fast jobs were started lately; null where none were. */
  readonly startsInSeconds: number | null;
}

/** One request for a transcription, as its owner sees it. */
export interface Job {
  readonly id: string;
  readonly tenant: string;
  readonly state: JobState;
  /** Succeeded, though some pieces had to be given up; the transcript's coverage and warnings name the spans. */
  readonly partial: boolean;
  readonly priority: number;
  /** What a worker must have to take it. */
  readonly labels: readonly string[];
  readonly parameters: JobParameters;
  readonly source: JobSource;
  /** SHA-256 of the recording, in lower-case hexadecimal; null until it is here. */
  readonly digest: string | null;
  /** The engine and model chosen; null until then. */
  readonly model: string | null;
  /** The language heard or asked for; null until it is known. */
  readonly language: string | null;
  /** The batch it came with; null where it came alone. */
  readonly batch: string | null;
  /** What its owner calls it within its batch. */
  readonly reference: string | null;
  readonly progress: JobProgress;
  /** Null unless it waits. */
  readonly queue: QueuePlace | null;
  readonly error: JobError | null;
  /** Null where it was asked for in this service's own words. */
  readonly askedAs: AskedAs | null;
  /** The earlier job whose text it has; null where its recording was recognised for it. That job may have been erased. */
  readonly cachedFrom: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** When it and all that belongs to it is deleted. */
  readonly expiresAt: Date | null;
}

/** What happens to a job, in order. Each is kept with its number, so that a reader who was cut off can go on. */
export type JobEventBody =
  | { readonly type: "job-queued" }
  | { readonly type: "job-started" }
  | { readonly type: "model-chosen"; readonly model: string; readonly why?: string }
  | { readonly type: "language-detected"; readonly language: string; readonly probability: number }
  | { readonly type: "segment-final"; readonly segment: Segment }
  | { readonly type: "progress"; readonly progress: Omit<JobProgress, "etaSeconds"> }
  | { readonly type: "warning"; readonly message: string }
  | { readonly type: "job-succeeded"; readonly partial: boolean }
  | { readonly type: "job-failed"; readonly error: JobError }
  | { readonly type: "job-cancelled" };

/** @see JobEventBody */
export type JobEvent = JobEventBody & {
  /** From 1, without gaps. */
  readonly sequence: number;
  readonly at: Date;
};

/** How a failure is kept with a job. */
export function toJobError(failure: Failure): JobError {
  return { code: failure.code, detail: failure.message, retry: failure.retry };
}
