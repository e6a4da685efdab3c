import type { JobWebhook } from "./webhook.ts";

/** How a job is to be treated, beside what is to be done: it changes when and where, never the text. */
export interface Handling {
  /** −100 to 100; higher goes first. Default 0. */
  readonly priority?: number;
  /** After this the job and all that belongs to it is deleted, in whatever state it is. */
  readonly keepSeconds?: number;
  /** What the service says where the job says nothing: so long after its end it is deleted. */
  readonly keepAfterEndSeconds?: number;
  /** What a worker must have, sorted. */
  readonly labels?: readonly string[];
  /** Not to be begun before. */
  readonly startAt?: Date;
  /** Whether it may have the text of an earlier job that asked for the same; default true. */
  readonly cache?: boolean;
  /** Who else is told what becomes of it. */
  readonly webhook?: JobWebhook;
}
