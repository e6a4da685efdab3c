import type { Engine } from "./ports/engine.ts";
import type { MediaDecoder } from "./ports/media.ts";
import type { InstalledModel, ModelStore } from "./ports/model-store.ts";
import type { Recordings } from "./ports/recordings.ts";
import type { SpeechDetector } from "./ports/speech-detector.ts";

/** Everything the doors may use. Each picks what it needs. */
export interface Services {
  readonly decoder: MediaDecoder;
  readonly models: ModelStore;
  readonly recordings: Recordings;
  /** Opens the engine for a model; its process starts with the first question. @throws {Failure} `model-corrupt`. */
  openEngine(model: InstalledModel): Promise<Engine>;
  openDetector(model: InstalledModel): SpeechDetector;
  /** The version of the runtime that the engines load. @throws {Failure} `engine-unavailable` when it does not load here. */
  runtimeVersion(signal: AbortSignal): Promise<string>;
}
