import type { Job, JobState } from "../../domain/job.ts";
import type { Transcript } from "../../domain/transcript.ts";
import { outputOf } from "./output.ts";
import { rememberedOf } from "./remembered.ts";
import { wireId } from "./wire-id.ts";

/** What has to be known of a job to say how it stands. */
export type Standing = Pick<Job, "id" | "state" | "askedAs" | "error" | "createdAt" | "startedAt" | "finishedAt">;

const STATES = {
  queued: "IN_QUEUE",
  running: "IN_PROGRESS",
  succeeded: "COMPLETED",
  failed: "FAILED",
  cancelled: "CANCELLED",
} as const satisfies Record<JobState, string>;

/** How a job stands, in as few words as there are. */
export const briefStatus = ({ id, state, askedAs }: Pick<Standing, "id" | "state" | "askedAs">) => ({
  id: wireId(id, { isSync: rememberedOf(askedAs)?.isSync ?? false }),
  status: STATES[state],
});

/** The same with the milliseconds it waited and ran. */
export const timedStatus = (job: Standing) => ({ ...timesOf(job), ...briefStatus(job) });

/** A job as `/status` tells it, with its output where it has one. */
export function fullStatus(job: Standing, transcript: Transcript | null) {
  return {
    ...timedStatus(job),
    ...(transcript && { output: outputOf(job.askedAs, transcript) }),
    ...(job.error && { error: job.error.detail }),
  };
}

function timesOf({ createdAt, startedAt, finishedAt }: Standing) {
  const end = finishedAt ?? new Date();
  const delayTime = between(createdAt, startedAt ?? end);
  const isKnown = startedAt !== null || finishedAt !== null;
  return { delayTime, ...(isKnown && { executionTime: between(startedAt ?? end, end) }) };
}

/** Two clocks may differ. */
const between = (from: Date, to: Date): number => Math.max(to.getTime() - from.getTime(), 0);
