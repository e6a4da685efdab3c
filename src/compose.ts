import { modelStore } from "./catalogue/model-store.ts";
import type { Config } from "./config.ts";
import { moonshineEngine } from "./engines/onnx/moonshine-engine.ts";
import { whisperEngine } from "./engines/onnx/whisper-engine.ts";
import { ffmpegDecoder } from "./media/ffmpeg-decoder.ts";
import { localRecordings } from "./media/local-recordings.ts";
import { runtimeVersion } from "./onnx/runtime-version.ts";
import type { InstalledModel } from "./ports/model-store.ts";
import type { Services } from "./services.ts";
import { sileroDetector } from "./voice-activity/silero.ts";

/** Builds the services the settings ask for. The only place that knows which drivers exist. Nothing runs until it is used. */
export function compose(config: Config): Services {
  const engineOptions = { threads: config.THREADS, stallMs: config.ENGINE_STALL_SECONDS * 1000 };
  return {
    decoder: ffmpegDecoder({ ffmpegPath: config.FFMPEG_PATH, maxHours: config.MAX_AUDIO_HOURS }),
    models: modelStore({
      modelsDir: config.MODELS_DIR,
      mirror: config.MODELS_MIRROR,
      huggingFaceEndpoint: config.HF_ENDPOINT,
      huggingFaceToken: config.HF_TOKEN,
    }),
    recordings: localRecordings({ maxBytes: config.MAX_DOWNLOAD_GB * 1e9 }),
    async openEngine(model) {
      return isMoonshine(model) ? moonshineEngine(model, engineOptions) : whisperEngine(model, engineOptions);
    },
    openDetector({ files }) {
      return sileroDetector({ path: files.model ?? "", stallMs: engineOptions.stallMs });
    },
    runtimeVersion,
  };
}

/** Whisper describes itself in a generation config; Moonshine's two files have none. */
const isMoonshine = ({ files }: InstalledModel): boolean => files.generation === undefined;
