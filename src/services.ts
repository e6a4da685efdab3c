import type { Logger } from "pino";
import type { JobReader } from "./database/job-reader.ts";
import type { Database } from "./database/schema.ts";
import type { Bell } from "./ports/bell.ts";
import type { BlobStore } from "./ports/blob-store.ts";
import type { Engine } from "./ports/engine.ts";
import type { MediaDecoder } from "./ports/media.ts";
import type { InstalledModel, ModelStore } from "./ports/model-store.ts";
import type { News } from "./ports/news.ts";
import type { OpenUrl, Recordings } from "./ports/recordings.ts";
import type { SpeechDetector } from "./ports/speech-detector.ts";

/** What recognition needs, with or without a service around it. */
export interface RecognitionServices {
  readonly decoder: MediaDecoder;
  readonly models: ModelStore;
  readonly recordings: Recordings;
  /** Opens the engine for a model; its process starts with the first question. @throws {Failure} `model-corrupt`. */
  openEngine(model: InstalledModel): Promise<Engine>;
  openDetector(model: InstalledModel): SpeechDetector;
  /** The version of the runtime that the engines load. @throws {Failure} `engine-unavailable` when it does not load here. */
  runtimeVersion(signal: AbortSignal): Promise<string>;
}

/** Where the service refuses more. */
export interface Limits {
  readonly maxUploadBytes: number;
  /** Disk that must stay free for another recording to be taken in. */
  readonly keepFreeBytes: number;
  readonly maxQueuedJobs: number;
}

/** Everything an action of the service may use. Each picks what it needs. */
export interface Services {
  readonly db: Database;
  readonly jobs: JobReader;
  readonly blobs: BlobStore;
  readonly bell: Bell;
  readonly news: News;
  readonly decoder: MediaDecoder;
  readonly models: ModelStore;
  /** The engine of a model, opened once and kept. */
  engineFor(model: InstalledModel): Promise<Engine>;
  /** The speech detector, opened once and kept. @throws {Failure} those of `ModelStore.require` */
  detector(signal: AbortSignal): Promise<SpeechDetector>;
  /** Fetches what a user names by its address; guarded against reaching into the house. */
  readonly openUrl: OpenUrl;
  readonly log: Logger;
  readonly limits: Limits;
  /** Names this kind of machine: measured speeds hold for it. */
  readonly machine: string;
  /** Names this process among workers. */
  readonly worker: string;
}
