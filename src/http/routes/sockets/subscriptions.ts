import { readJob } from "../../../actions/jobs/read-job.ts";
import { watchJob } from "../../../actions/jobs/watch-job.ts";
import type { Caller } from "../../../domain/caller.ts";
import { Failure } from "../../../domain/failure.ts";
import type { Services } from "../../../services.ts";
import { eventJson } from "../../shapes/job-event.ts";
import { jobName } from "../../shapes/job-name.ts";
import type { ServerMessage } from "../../shapes/socket-messages.ts";

const MOST = 100;

/** The jobs that one connection follows. */
export interface Subscriptions {
  /** Follows a job from an event on. @throws {Failure} `job-not-found`, `request-invalid` */
  add(jobId: string, after: number): Promise<void>;
  /** Follows it no longer: no event of it is sent after this. Harmless when it is not followed. */
  remove(jobId: string): void;
  removeAll(): void;
}

/** @param given.onError what went wrong while a job was followed; its subscription is over */
export function subscriptions(
  services: Services,
  {
    caller,
    send,
    onError,
  }: {
    readonly caller: Caller;
    send(message: ServerMessage): Promise<void>;
    onError(error: unknown, jobId: string): void;
  },
): Subscriptions {
  const open = new Map<string, AbortController>();

  async function follow(jobId: string, after: number, signal: AbortSignal): Promise<void> {
    for await (const event of watchJob(services, { ...jobName({ caller, params: { id: jobId } }), after, signal })) {
      if (signal.aborted) return;
      await send({ type: "event", jobId, event: eventJson(event) });
    }
    if (!signal.aborted) await send({ type: "end", jobId });
  }

  return {
    async add(jobId, after) {
      check(open, jobId);
      const controller = new AbortController();
      const { signal } = controller;
      await readJob(services, jobName({ caller, params: { id: jobId } }));
      open.set(jobId, controller);
      await send({ type: "subscribed", jobId });
      follow(jobId, after, signal)
        .catch((error: unknown) => signal.aborted || onError(error, jobId))
        .finally(() => open.get(jobId) === controller && open.delete(jobId));
    },
    remove(jobId) {
      open.get(jobId)?.abort();
      open.delete(jobId);
    },
    removeAll() {
      for (const controller of open.values()) controller.abort();
      open.clear();
    },
  };
}

function check(open: ReadonlyMap<string, unknown>, jobId: string): void {
  if (open.has(jobId))
    throw new Failure(
      "request-invalid",
      "This connection follows the job already. Unsubscribe first to begin elsewhere.",
    );
  if (open.size >= MOST)
    throw new Failure(
      "request-invalid",
      `A connection follows at most ${MOST} jobs. Unsubscribe from some, or open another.`,
    );
}
