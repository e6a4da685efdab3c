import { stat } from "node:fs/promises";
import type { Config } from "../config.ts";
import { Failure } from "../domain/failure.ts";
import { mlxEngine } from "../engines/mlx/mlx-engine.ts";
import { moonshineEngine } from "../engines/onnx/moonshine-engine.ts";
import { whisperEngine } from "../engines/onnx/whisper-engine.ts";
import { openaiEngine } from "../engines/openai/openai-engine.ts";
import { enginePool } from "../engines/pool/engine-pool.ts";
import { insteadOf, isHelped, type OpenOther, withFallback } from "../engines/pool/with-fallback.ts";
import { sherpaEngine } from "../engines/sherpa/sherpa-engine.ts";
import { whisperCppEngine } from "../engines/whispercpp/whispercpp-engine.ts";
import type { Engine } from "../ports/engine.ts";
import type { Engines } from "../ports/engines.ts";
import type { InstalledModel, ModelStore } from "../ports/model-store.ts";
import type { Spending } from "../ports/spending.ts";
import { inMemorySpending } from "../spending/in-memory.ts";

type OpenEngine = (model: InstalledModel, config: Config, spending: Spending) => Engine | Promise<Engine>;

/** The engine for each family of models. A driver more is a line more. */
const ENGINES: Readonly<Record<string, OpenEngine>> = {
  whisper: (model, config) => whisperEngine(model, onnxOptions(config)),
  moonshine: (model, config) => moonshineEngine(model, onnxOptions(config)),
  ggml: (model, config) =>
    whisperCppEngine(model, {
      ...limitsOf(config),
      bin: config.WHISPER_CPP_BIN,
      enginesDir: config.ENGINES_DIR,
    }),
  mlx: (model, config) =>
    mlxEngine(model, { ...limitsOf(config), python: config.MLX_PYTHON, enginesDir: config.ENGINES_DIR }),
  openai: openRemote,
  "sherpa-moonshine": (model, config) => sherpaEngine(model, limitsOf(config)),
  "sherpa-parakeet": (model, config) => sherpaEngine(model, limitsOf(config)),
  "sherpa-zipformer": (model, config) => sherpaEngine(model, limitsOf(config)),
  "sherpa-sense-voice": (model, config) => sherpaEngine(model, limitsOf(config)),
  "sherpa-canary": (model, config) => sherpaEngine(model, limitsOf(config)),
};

/** OpenAI asks everybody for one; a server of one's own may not. */
export const lacksKey = ({ OPENAI_API_KEY, OPENAI_BASE_URL }: Config): boolean =>
  OPENAI_API_KEY === undefined && new URL(OPENAI_BASE_URL).hostname === "api.openai.com";

/** A remote service is asked for so many windows at once, and has so long for each. */
const REMOTE = { requestsAtOnce: 4, timeoutMs: 120_000 };

function openRemote(model: InstalledModel, config: Config, spending: Spending): Engine {
  if (config.REMOTE_ENGINES !== "no" && lacksKey(config))
    throw new Failure("engine-unavailable", `There is no key for ${model.name}: set OPENAI_API_KEY.`);
  if (config.REMOTE_ENGINES !== "no")
    return openaiEngine(model, {
      ...REMOTE,
      apiKey: config.OPENAI_API_KEY,
      baseUrl: config.OPENAI_BASE_URL,
      spending,
    });
  throw new Failure(
    "remote-not-allowed",
    `${model.name} would send the recording to a remote service, which is not allowed here. Choose a model of this machine; whoever runs Scribewell may set REMOTE_ENGINES=named.`,
  );
}

/** What every engine in a process of this machine is held to. */
const limitsOf = (config: Config) => ({
  threads: config.THREADS,
  stallMs: config.ENGINE_STALL_SECONDS * 1000,
  memoryMb: config.ENGINE_MEMORY_MB,
});

/** How networks are run on onnxruntime. */
export const onnxOptions = (config: Config) => ({
  ...limitsOf(config),
  provider: config.EXECUTION_PROVIDER,
  batchWindows: config.ENGINE_BATCH,
});

/** A fault that lasts is noticed before a piece has used up its tries, so that another engine can take over. */
const BREAKER = { failures: 4, restMs: 30_000 };

/** About what files come to once they are loaded, with what the process takes beside them: a little too much. */
const LOADED = { timesFiles: 1.5, besideBytes: 150e6 };

export interface EngineNeeds {
  readonly models: Pick<ModelStore, "require">;
  /** Where the use of remote engines is counted. */
  readonly spending: Spending;
}

/** Books of this process alone, with the limits of the settings. */
export const ownSpending = (config: Config): Spending => inMemorySpending(spendingLimits(config));

/** What the settings allow to be spent on remote engines, in total and for each key. */
export const spendingLimits = (config: Config) => ({
  limits: {
    minutesPerDay: config.REMOTE_MINUTES_PER_DAY,
    minutesPerMonth: config.REMOTE_MINUTES_PER_MONTH,
    dollarsPerDay: config.REMOTE_DOLLARS_PER_DAY,
    dollarsPerMonth: config.REMOTE_DOLLARS_PER_MONTH,
  },
  limitsPerKey: {
    minutesPerDay: config.REMOTE_MINUTES_PER_DAY_PER_KEY,
    minutesPerMonth: config.REMOTE_MINUTES_PER_MONTH_PER_KEY,
    dollarsPerDay: config.REMOTE_DOLLARS_PER_DAY_PER_KEY,
    dollarsPerMonth: config.REMOTE_DOLLARS_PER_MONTH_PER_KEY,
  },
});

/** The engines of this process, with those that take over where one does not work. Nothing is loaded before it is used. */
export function composeEngines(config: Config, { models, spending }: EngineNeeds): Engines {
  const pool = enginePool({
    openEngine: (model) => openEngine(model, config, spending),
    idleMs: config.ENGINE_IDLE_SECONDS * 1000,
    memoryBytes: config.MODELS_MEMORY_MB === undefined ? undefined : config.MODELS_MEMORY_MB * 1e6,
    breaker: BREAKER,
    expectedBytes,
  });
  return {
    ...pool,
    async open(model) {
      const names = config.FALLBACK_MODELS.filter((name) => name !== model.name);
      const others = names.map(
        (name) => async (signal: AbortSignal) => pool.open(await models.require(name, { signal })),
      );
      return withFallback(await openFirst(model.name, () => pool.open(model), others), others);
    },
  };
}

/** Where the engine that was asked for is not on this machine, the first of the others that is stands in for all of it. */
async function openFirst(name: string, open: () => Promise<Engine>, others: readonly OpenOther[]): Promise<Engine> {
  try {
    return await open();
  } catch (why) {
    const { signal } = new AbortController();
    for (const openOther of isHelped(why) ? others : []) {
      const other = await openOther(signal).catch(() => null);
      if (other !== null) return insteadOf(other, name, why as Failure); // isHelped has looked
    }
    throw why;
  }
}

async function expectedBytes({ files }: InstalledModel): Promise<number> {
  const sizes = await Promise.all(Object.values(files).map(async (path) => (await stat(path)).size));
  return LOADED.timesFiles * sizes.reduce((sum, bytes) => sum + bytes, 0) + LOADED.besideBytes;
}

/**
 * Opens the engine of a model. Its processes start with the first question.
 * @throws {Failure} `model-unknown` for a model that writes no text; those of the driver
 */
export async function openEngine(
  model: InstalledModel,
  config: Config,
  spending: Spending = ownSpending(config),
): Promise<Engine> {
  const open = ENGINES[model.family];
  if (open) return open(model, config, spending);
  throw new Failure(
    "model-unknown",
    `${model.name} writes no text: it is a ${model.family} model. Run: scribewell models list`,
  );
}
