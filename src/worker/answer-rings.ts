import { tellOutages } from "../actions/tell-outages.ts";
import { ringForWebhooks } from "../actions/webhooks/ring-for-webhooks.ts";
import type { Lane } from "../domain/piece.ts";
import type { Services } from "../services.ts";
import { workOnce } from "./work-once.ts";
import type { WorkerOptions } from "./worker.ts";

/** A ring that a broker has handed over. */
export interface HandedRing {
  readonly lane: Lane;
}

/**
 * Does for each ring what there is to do in its lane, one after another and for so long: for machines that run only while
 * they are called. What is left when the time is over is rung for again, so that the next call goes on with it.
 * @param limits `until`: no further piece is begun after this moment of `performance.now()`; `stopping`: the piece at work
 * is handed back
 * @returns the rings for which nobody has looked: the time was over, or the database away. They have to come again
 */
export async function answerRings<Ring extends HandedRing>(
  services: Services,
  rings: readonly Ring[],
  { until, stopping, ...able }: WorkerOptions & { readonly until: number; readonly stopping: AbortSignal },
): Promise<Ring[]> {
  const failed: Ring[] = [];
  const over = () => stopping.aborted || performance.now() >= until;
  const answering = tellOutages(services.log, {
    failed: "a ring could not be answered",
    over: "rings can be answered again",
  });
  for (const ring of rings) {
    if (over()) {
      failed.push(ring);
      continue;
    }
    const answer = async () => {
      await workOnce(services, stopping, { ...able, lanes: [ring.lane], until });
      if (over()) await services.bell.ring(ring.lane);
      return true;
    };
    if (!(await answering(answer, { about: { lane: ring.lane } }))) failed.push(ring);
  }
  // Jobs that ended here are to be told of by who may speak to the outside.
  if (!over() && failed.length < rings.length) await ringForWebhooks(services).catch(() => {});
  return failed;
}
