import type { Logger } from "pino";
import type { ConcurrencyLimits } from "./database/concurrency.ts";
import type { JobReader } from "./database/job-reader.ts";
import type { PoolCounts } from "./database/open-server.ts";
import type { Database } from "./database/schema.ts";
import type { ClaimedPiece } from "./domain/piece.ts";
import type { SpendingLimits } from "./domain/spending-limits.ts";
import type { Role } from "./domain/user.ts";
import type { WebhookKinds } from "./domain/webhook.ts";
import type { Surroundings } from "./pipeline/rank-models.ts";
import type { Bell } from "./ports/bell.ts";
import type { BlobStore } from "./ports/blob-store.ts";
import type { EngineReport } from "./ports/engine.ts";
import type { Engines } from "./ports/engines.ts";
import type { IdentityProvider } from "./ports/identity-provider.ts";
import type { MediaDecoder } from "./ports/media.ts";
import type { InstalledModel, ModelStore } from "./ports/model-store.ts";
import type { News } from "./ports/news.ts";
import type { CheckUrl, OpenUrl, Recordings } from "./ports/recordings.ts";
import type { RequestCounter } from "./ports/request-counter.ts";
import type { SecretBox } from "./ports/secret-box.ts";
import type { SpeechDetector } from "./ports/speech-detector.ts";
import type { Spending } from "./ports/spending.ts";
import type { WebhookPost } from "./ports/webhook-post.ts";

/** What recognition needs, with or without a service around it. */
export interface RecognitionServices {
  readonly decoder: MediaDecoder;
  readonly models: ModelStore;
  readonly recordings: Recordings;
  /**
   * Opens a set of engines, for whoever closes it. Nothing is loaded before it is used.
   * @param spending where the use of remote engines is counted; books of this process alone when left out
   */
  openEngines(spending?: Spending): Engines;
  /** Which engines can run here; found out anew after a while. Nothing is sent anywhere. */
  engineReports(): Promise<readonly EngineReport[]>;
  /** What a choice of models depends on here: engines that run, accelerators, memory. */
  surroundings(): Promise<Surroundings>;
  /** @throws {Failure} `settings-invalid` where the settings name models that nobody knows, or programs that are not here */
  checkSettings(): Promise<void>;
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
  /** Whether jobs may name a remote model; not when left out. */
  readonly allowsRemote?: boolean;
  /** Of what all together may use of remote engines; left out, there is none. */
  readonly remote?: SpendingLimits;
  /** The same of each key by itself. */
  readonly remotePerKey?: SpendingLimits;
  /** How long jobs are kept; left out, until somebody erases them. */
  readonly retention?: Retention;
  /** Pieces that may be recognised at the same time; left out, as many as workers can. */
  readonly concurrency?: ConcurrencyLimits;
}

/** Tells what the text of a model follows from beside the recording and what was asked. */
export interface ResultCache {
  /**
   * A name for a model with the digests of its files and the build of its engine: while it is the same, so is the text.
   * Null where it is not known.
   */
  recogniserOf(model: InstalledModel): Promise<string | null>;
}

/** How long jobs are kept, in seconds. */
export interface Retention {
  /** After the end of a job that says nothing; left out, for ever. */
  readonly defaultSeconds?: number;
  /** The longest that a job may ask for. */
  readonly mostSeconds?: number;
}

/** How people sign in by a provider of identities. */
export interface SignIn {
  readonly provider: IdentityProvider;
  /** Where those sign in who name none, and where the two below hold. */
  readonly tenant: string;
  /** What somebody becomes whom nobody has invited; null where they may not come. */
  readonly newUsers: Role | null;
  /** Addresses of those who are admins whatever else is said of them, in small letters. */
  readonly admins: readonly string[];
}

/** Everything an action of the service may use. Each picks what it needs. */
export interface Services {
  readonly db: Database;
  /** Connections to a database server; null, or left out, where the database is in this process. */
  connections?(): PoolCounts | null;
  readonly jobs: JobReader;
  readonly blobs: BlobStore;
  readonly bell: Bell;
  readonly news: News;
  readonly decoder: MediaDecoder;
  readonly models: ModelStore;
  readonly engines: Engines;
  surroundings(): Promise<Surroundings>;
  engineReports(): Promise<readonly EngineReport[]>;
  /** The speech detector, opened once and kept. @throws {Failure} those of `ModelStore.require` */
  detector(signal: AbortSignal): Promise<SpeechDetector>;
  /** Refuses what `openUrl` would refuse without asking anybody. */
  readonly checkUrl: CheckUrl;
  /** Fetches what a user names by its address; guarded against reaching into the house. */
  readonly openUrl: OpenUrl;
  /** Sends to receivers of webhooks; guarded in the same way. */
  readonly webhooks: WebhookPost;
  /** How each kind of receiver is spoken to. */
  readonly webhookKinds: WebhookKinds;
  /** Counts requests of keys. */
  readonly requests: RequestCounter;
  /** Keeps users' secrets out of sight of who reads the database. */
  readonly secrets: SecretBox;
  /** Left out where people sign in by no provider. */
  readonly signIn?: SignIn | undefined;
  readonly log: Logger;
  readonly limits: Limits;
  /** What results are kept by for later jobs that ask for the same; left out, they are not. */
  readonly resultCache?: ResultCache;
  /** Names this kind of machine: measured speeds hold for it. */
  readonly machine: string;
  /** Names this process among workers. */
  readonly worker: string;
  /** What this process works on at the moment. */
  readonly atWork: Set<ClaimedPiece>;
}
