import type { Config } from "../config.ts";
import type { WorkerOptions } from "../worker/worker.ts";

/** What the settings say of this worker. A list that is empty means all. */
export function workerOptions({ PRELOAD_MODELS, WORKER_LABELS, WORKER_LANES, WORKER_MODELS }: Config): WorkerOptions {
  return {
    preload: PRELOAD_MODELS,
    labels: WORKER_LABELS,
    ...(WORKER_LANES.length > 0 && { lanes: WORKER_LANES }),
    ...(WORKER_MODELS.length > 0 && { models: WORKER_MODELS }),
  };
}
