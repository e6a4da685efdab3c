import type { WrittenBatch } from "./batch.ts";
import type { FailureCode } from "./failure.ts";
import type { Job } from "./job.ts";
import type { Transcript } from "./transcript.ts";
import type { WrittenJob } from "./write-job.ts";

/** What receivers can be told of a job. `job.retried`: it is open again; `job.progress`: it is further than before. */
export const JOB_WEBHOOK_EVENTS = [
  "job.succeeded",
  "job.failed",
  "job.cancelled",
  "job.retried",
  "job.progress",
] as const;

export type JobWebhookEvent = (typeof JOB_WEBHOOK_EVENTS)[number];

/** What receivers can be told at all. `batch.ended`: no job of it is open any more. */
export const WEBHOOK_EVENTS = [...JOB_WEBHOOK_EVENTS, "batch.ended"] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What is told where nothing else was asked for: how a job ended. */
export const WEBHOOK_ENDS = ["job.succeeded", "job.failed", "job.cancelled"] as const satisfies WebhookEvent[];

/** Something that happened to a job, as it is kept until everybody has been told. */
export interface JobNotice {
  readonly type: JobWebhookEvent;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly data: { readonly job: WrittenJob };
}

/** The same of a batch. */
export interface BatchNotice {
  readonly type: "batch.ended";
  /** ISO 8601. */
  readonly timestamp: string;
  readonly data: { readonly batch: WrittenBatch };
}

export type WebhookNotice = JobNotice | BatchNotice;

/** A job as it is when a message of it is sent, with its text where it has one. */
export interface JobResult {
  readonly job: Job;
  readonly transcript: Transcript | null;
}

/** How a kind of receiver is spoken to of a job. */
export interface WebhookKind {
  /** What it reads, as JSON. `result` is read for kinds that ask for it, and null for others and where the job is gone. */
  write(notice: JobNotice, result: JobResult | null): unknown;
  readonly wantsResult?: boolean;
  /** What goes with it in place of a signature, made of the secret that is kept for it. */
  headers?(secret: string | null): Readonly<Record<string, string>>;
}

/** Kinds of receivers by name. */
export type WebhookKinds = Readonly<Record<string, WebhookKind>>;

/** A webhook of one job, as its request gave it. */
export interface JobWebhook {
  readonly url: string;
  /** `whsec_…`; without one nothing is signed. */
  readonly secret?: string;
  readonly events: readonly WebhookEvent[];
  /** How it is spoken to; as this service speaks when left out. */
  readonly kind?: string;
}

/** Why an endpoint is paused. */
export type PauseReason = "gone" | "failing";

/** A receiver of what becomes of a tenant's jobs. */
export interface WebhookEndpoint {
  readonly id: string;
  /** Told of the jobs of this key alone; of all of the tenant's when null. */
  readonly key: string | null;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly state: "active" | "paused";
  /** In a row. */
  readonly failures: number;
  /** Since when there has been nothing else. */
  readonly failingSince: Date | null;
  readonly pausedAt: Date | null;
  readonly pauseReason: PauseReason | null;
  readonly createdAt: Date;
}

export const DELIVERY_STATES = ["pending", "delivered", "failed", "cancelled"] as const;

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why an attempt came to nothing. */
export interface DeliveryError {
  readonly code: FailureCode | "internal-error";
  readonly detail: string;
}

/** One message to one receiver, however often it takes. */
export interface WebhookDelivery {
  /** The `webhook-id` of every attempt. */
  readonly id: string;
  /** Null for the webhook of the job itself. */
  readonly endpoint: string | null;
  /** What it is about: a job or a batch. */
  readonly job: string | null;
  readonly batch: string | null;
  readonly event: WebhookEvent;
  readonly url: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it is tried next; null where it is not, or its endpoint is paused. */
  readonly nextAt: Date | null;
  /** What the receiver answered last. */
  readonly lastStatus: number | null;
  readonly lastError: DeliveryError | null;
  readonly createdAt: Date;
  readonly attemptedAt: Date | null;
  readonly endedAt: Date | null;
}
