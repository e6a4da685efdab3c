import { stat } from "node:fs/promises";
import type { Config } from "../config.ts";
import { engineOf } from "../pipeline/rank-models.ts";
import type { EngineReport } from "../ports/engine.ts";
import type { InstalledModel, ModelStore } from "../ports/model-store.ts";
import type { ResultCache } from "../services.ts";

interface Needs {
  readonly models: Pick<ModelStore, "describe">;
  engineReports(): Promise<readonly EngineReport[]>;
}

/** What results are kept by for later jobs, where the settings want that. */
export function composeResultCache(config: Config, { models, engineReports }: Needs): { resultCache?: ResultCache } {
  if (config.RESULT_CACHE === "off") return {};
  const reports = lastFound(engineReports);
  return {
    resultCache: {
      async recogniserOf(model) {
        try {
          const files = await filesOf(model, models);
          const build = await buildOf(engineOf(model.name), config, await reports());
          return files === null || build === null ? null : JSON.stringify([model.name, files, build]);
        } catch {
          // A file that has just gone, or a model nobody describes: what is not known stands in no job's way.
          return null;
        }
      },
    },
  };
}

/** Nobody waits but for the first look: what has changed since the last one is known to whoever asks next. */
function lastFound<Found>(look: () => Promise<Found>): () => Promise<Found> {
  let last: { readonly found: Found } | undefined;
  return async () => {
    const now = look().then((found) => {
      last = { found };
      return found;
    });
    if (last === undefined) return now;
    now.catch(() => {});
    return last.found;
  };
}

/** Their digests as they were when they came. Of a remote model nothing but its name is known. */
async function filesOf({ name, files }: InstalledModel, models: Needs["models"]): Promise<string[] | null> {
  if (Object.keys(files).length === 0) return [];
  const { here } = await models.describe(name);
  return here?.files.map(({ role, sha256 }) => `${role} ${sha256}`).sort() ?? null;
}

/** What is known of the engine: its version and what it computes on, its program, or the address of its service. */
async function buildOf(engine: string, config: Config, reports: readonly EngineReport[]): Promise<string | null> {
  const report = reports.find((each) => each.engine === engine);
  if (report?.state !== "ready") return null;
  if (engine === "openai") return config.OPENAI_BASE_URL;
  if (engine !== "whispercpp") return report.detail;
  // It does not tell its version: another build is another file.
  const { size, mtimeMs } = await stat(report.detail);
  return `${report.detail} ${size} ${mtimeMs}`;
}
