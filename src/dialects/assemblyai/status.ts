import { JOB_STATES, type JobState } from "../../domain/job.ts";

export const STATUSES = ["queued", "processing", "completed", "error"] as const;

export type Status = (typeof STATUSES)[number];

const STATUS_OF: Readonly<Record<JobState, Status>> = {
  queued: "queued",
  running: "processing",
  succeeded: "completed",
  failed: "error",
  cancelled: "error",
};

/** A state in AssemblyAI's words. */
export const statusOf = (state: JobState): Status => STATUS_OF[state];

/** The states that AssemblyAI calls so. */
export const statesOf = (status: Status): JobState[] => JOB_STATES.filter((state) => STATUS_OF[state] === status);
