import type { Config } from "./config.ts";
import { Failure } from "./domain/failure.ts";
import { moonshineEngine } from "./engines/onnx/moonshine-engine.ts";
import { whisperEngine } from "./engines/onnx/whisper-engine.ts";
import { sherpaEngine } from "./engines/sherpa/sherpa-engine.ts";
import { whisperCppEngine } from "./engines/whispercpp/whispercpp-engine.ts";
import type { Engine } from "./ports/engine.ts";
import type { InstalledModel } from "./ports/model-store.ts";

type OpenEngine = (model: InstalledModel, config: Config) => Engine | Promise<Engine>;

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
  "sherpa-moonshine": (model, config) => sherpaEngine(model, limitsOf(config)),
  "sherpa-parakeet": (model, config) => sherpaEngine(model, limitsOf(config)),
  "sherpa-zipformer": (model, config) => sherpaEngine(model, limitsOf(config)),
  "sherpa-sense-voice": (model, config) => sherpaEngine(model, limitsOf(config)),
  "sherpa-canary": (model, config) => sherpaEngine(model, limitsOf(config)),
};

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

/**
 * Opens the engine of a model. Its processes start with the first question.
 * @throws {Failure} `model-unknown` for a model that writes no text; those of the driver
 */
export async function openEngine(model: InstalledModel, config: Config): Promise<Engine> {
  const open = ENGINES[model.family];
  if (open) return open(model, config);
  throw new Failure(
    "model-unknown",
    `${model.name} writes no text: it is a ${model.family} model. Run: scribewell models list`,
  );
}
