import type { Job } from "./job.ts";

/** Where a job is read. */
export const jobPath = (id: string): string => `/api/v1/jobs/${id}`;

/** A job as the API and webhooks show it: all of it but whose it is, what its recording is kept as, and in whose words it came. */
export function writeJob(job: Job) {
  const { tenant: _, askedAs: __, digest: ___, ...shown } = job;
  const self = jobPath(job.id);
  return {
    ...shown,
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    expiresAt: job.expiresAt?.toISOString() ?? null,
    links: { self, result: `${self}/result`, events: `${self}/events`, audio: `${self}/audio` },
  };
}

/** @see writeJob */
export type WrittenJob = ReturnType<typeof writeJob>;
