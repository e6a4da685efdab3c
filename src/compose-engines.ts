import type { Config } from "./config.ts";
import { Failure } from "./domain/failure.ts";
import { moonshineEngine } from "./engines/onnx/moonshine-engine.ts";
import { whisperEngine } from "./engines/onnx/whisper-engine.ts";
import type { Engine } from "./ports/engine.ts";
import type { InstalledModel } from "./ports/model-store.ts";

type OpenEngine = (model: InstalledModel, config: Config) => Engine | Promise<Engine>;

/** The engine for each family of models. A driver more is a line more. */
const ENGINES: Readonly<Record<string, OpenEngine>> = {
  whisper: (model, config) => whisperEngine(model, onnxOptions(config)),
  moonshine: (model, config) => moonshineEngine(model, onnxOptions(config)),
};

/** How networks are run on onnxruntime. */
export const onnxOptions = (config: Config) => ({
  threads: config.THREADS,
  stallMs: config.ENGINE_STALL_SECONDS * 1000,
  provider: config.EXECUTION_PROVIDER,
  memoryMb: config.ENGINE_MEMORY_MB,
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
