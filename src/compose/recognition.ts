import { modelStore } from "../catalogue/model-store.ts";
import type { Config } from "../config.ts";
import { LIMITS_MEMORY } from "../engines/host/program-under.ts";
import { ffmpegDecoder } from "../media/ffmpeg-decoder.ts";
import { localRecordings } from "../media/local-recordings.ts";
import { providerWarning, runtimeVersion } from "../onnx/runtime-version.ts";
import type { RecognitionServices } from "../services.ts";
import { sileroDetector } from "../voice-activity/silero.ts";
import { checkSettings } from "./check-settings.ts";
import { composeEngines, onnxOptions, ownSpending } from "./engines.ts";
import { engineScout, surroundingsOf } from "./surroundings.ts";

/** Builds the services the settings ask for. Nothing runs until it is used. */
export function composeRecognition(config: Config): RecognitionServices {
  const models = modelStore({
    modelsDir: config.MODELS_DIR,
    mirror: config.MODELS_MIRROR,
    huggingFaceEndpoint: config.HF_ENDPOINT,
    huggingFaceToken: config.HF_TOKEN,
  });
  const scout = engineScout(config);
  const decoder = ffmpegDecoder({ ffmpegPath: config.FFMPEG_PATH, maxHours: config.MAX_AUDIO_HOURS });
  return {
    checkSettings: () => checkSettings(config, { models, decoder }),
    engineReports: scout,
    surroundings: async () => surroundingsOf(config, await scout()),
    decoder,
    models,
    // One's own machine fetches what its user names.
    recordings: localRecordings({ maxBytes: config.MAX_DOWNLOAD_GB * 1e9, networks: "any" }),
    openEngines: (spending = ownSpending(config)) => composeEngines(config, { models, spending }),
    openDetector: (model) => sileroDetector(model, onnxOptions(config)),
    runtimeVersion,
  };
}

/** Why models are not computed on the provider that the settings want, found out by use; null where they are. */
export const missingProvider = (config: Config, signal: AbortSignal): Promise<string | null> =>
  providerWarning(config.EXECUTION_PROVIDER, signal);

/** Whether processes are kept within the memory that the settings give them; also where they give none. */
export const keepsMemoryLimit = (config: Config): boolean => LIMITS_MEMORY || config.ENGINE_MEMORY_MB === undefined;
