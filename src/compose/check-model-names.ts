import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { isRemoteModel } from "../domain/remote-models.ts";
import type { ModelStore } from "../ports/model-store.ts";

type Known = Pick<ModelStore, "describe">;

/** A complaint for each name in the settings of which there is no model. */
export async function wrongModelNames(
  { PRELOAD_MODELS, FALLBACK_MODELS, WORKER_MODELS }: Config,
  models: Known,
): Promise<string[]> {
  const complaints: string[] = [];
  for (const [setting, names] of Object.entries({ PRELOAD_MODELS, FALLBACK_MODELS, WORKER_MODELS }))
    for (const name of names) {
      const complaint = await complaintAbout(name, models);
      if (complaint !== null) complaints.push(`${setting} names no model: ${complaint}`);
    }
  return complaints;
}

/**
 * Logs which models with a limit of their own are neither in the catalogue nor on this machine. They may be those of other
 * workers, as limits are the same for all; or written wrong.
 */
export async function warnOfUnknownLimits(
  { MODEL_CONCURRENCY }: Config,
  { models, log }: { models: Known; log: Pick<Logger, "warn"> },
): Promise<void> {
  const unknown: string[] = [];
  for (const name of Object.keys(MODEL_CONCURRENCY))
    if ((await complaintAbout(name, models)) !== null) unknown.push(name);
  if (unknown.length > 0)
    log.warn({ models: unknown }, "MODEL_CONCURRENCY limits models that this machine does not know");
}

/** Only the service knows which remote models there are. */
async function complaintAbout(name: string, models: Known): Promise<string | null> {
  if (isRemoteModel(name)) return null;
  return models.describe(name).then(
    () => null,
    (why: Error) => why.message,
  );
}
