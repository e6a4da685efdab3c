import { createHash } from "node:crypto";
import type { JobParameters, JobSource } from "../../domain/job.ts";
import { resultKey } from "../../domain/result-key.ts";
import { sourceExtension } from "../../domain/source-extension.ts";
import type { Engine } from "../../ports/engine.ts";
import type { InstalledModel } from "../../ports/model-store.ts";
import type { Services } from "../../services.ts";

/** A job whose model has just been settled. */
export interface SettledJob {
  readonly recording: string | null;
  readonly source: JobSource;
  readonly parameters: JobParameters;
  readonly model: InstalledModel;
  readonly engine: Pick<Engine, "abilities">;
  readonly warnings: readonly string[];
}

/**
 * The name under which the result of a job is found by later ones: the digest of all that it follows from.
 * @returns null where that is not known, or results are not kept for later jobs
 */
export async function cacheKey(
  { resultCache }: Pick<Services, "resultCache">,
  { recording, source, parameters, model, engine, warnings }: SettledJob,
): Promise<string | null> {
  const recogniser = await resultCache?.recogniserOf(model);
  if (recording === null || recogniser === undefined || recogniser === null) return null;
  const { windowsAtOnce } = engine.abilities;
  const extension = sourceExtension(source);
  const key = resultKey({ recording, extension, parameters, recogniser, windowsAtOnce, warnings });
  return createHash("sha256").update(key).digest("base64url");
}
