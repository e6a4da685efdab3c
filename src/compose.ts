import { modelStore } from "./catalogue/model-store.ts";
import type { Config } from "./config.ts";
import { Failure } from "./domain/failure.ts";
import { LIMITS_MEMORY } from "./engines/host/program-under.ts";
import type { EngineOptions } from "./engines/onnx/engine-options.ts";
import { moonshineEngine } from "./engines/onnx/moonshine-engine.ts";
import { whisperEngine } from "./engines/onnx/whisper-engine.ts";
import { ffmpegDecoder } from "./media/ffmpeg-decoder.ts";
import { localRecordings } from "./media/local-recordings.ts";
import { providerWarning, runtimeVersion } from "./onnx/runtime-version.ts";
import type { Engine } from "./ports/engine.ts";
import type { InstalledModel } from "./ports/model-store.ts";
import type { RecognitionServices } from "./services.ts";
import { sileroDetector } from "./voice-activity/silero.ts";

/** Builds the services the settings ask for. The only place that knows which drivers exist. Nothing runs until it is used. */
export function compose(config: Config): RecognitionServices {
  const engineOptions: EngineOptions = {
    threads: config.THREADS,
    stallMs: config.ENGINE_STALL_SECONDS * 1000,
    provider: config.EXECUTION_PROVIDER,
    memoryMb: config.ENGINE_MEMORY_MB,
    batchWindows: config.ENGINE_BATCH,
  };
  return {
    decoder: ffmpegDecoder({ ffmpegPath: config.FFMPEG_PATH, maxHours: config.MAX_AUDIO_HOURS }),
    models: modelStore({
      modelsDir: config.MODELS_DIR,
      mirror: config.MODELS_MIRROR,
      huggingFaceEndpoint: config.HF_ENDPOINT,
      huggingFaceToken: config.HF_TOKEN,
    }),
    // One's own machine fetches what its user names.
    recordings: localRecordings({ maxBytes: config.MAX_DOWNLOAD_GB * 1e9, networks: "any" }),
    async openEngine(model) {
      const open = ENGINES[model.family];
      if (open) return open(model, engineOptions);
      throw new Failure(
        "model-unknown",
        `${model.name} writes no text: it is a ${model.family} model. Run: scribewell models list`,
      );
    },
    openDetector: (model) => sileroDetector(model, engineOptions),
    runtimeVersion,
  };
}

/** Why models are not computed on the provider that the settings want, found out by use; null where they are. */
export const missingProvider = (config: Config, signal: AbortSignal): Promise<string | null> =>
  providerWarning(config.EXECUTION_PROVIDER, signal);

/** Whether processes are kept within the memory that the settings give them; also where they give none. */
export const keepsMemoryLimit = (config: Config): boolean => LIMITS_MEMORY || config.ENGINE_MEMORY_MB === undefined;

/** The engine for each family of models. */
const ENGINES: Readonly<Record<string, (model: InstalledModel, options: EngineOptions) => Engine | Promise<Engine>>> = {
  whisper: whisperEngine,
  moonshine: moonshineEngine,
};
