import type { WebhookKind } from "../../domain/webhook.ts";
import { fullStatus } from "./status.ts";

/** As RunPod speaks to receivers: what `/status` tells of the job, unsigned. */
export const runpodKind: WebhookKind = {
  wantsResult: true,
  // What is told is how it stood then: it may have been retried since.
  write: ({ data }, result) => {
    const { id, state, error, createdAt, startedAt, finishedAt } = data.job;
    return fullStatus(
      {
        id,
        state,
        error,
        askedAs: result?.job.askedAs ?? null,
        createdAt: new Date(createdAt),
        startedAt: startedAt === null ? null : new Date(startedAt),
        finishedAt: finishedAt === null ? null : new Date(finishedAt),
      },
      state === "succeeded" ? (result?.transcript ?? null) : null,
    );
  },
};
