import { randomUUID } from "node:crypto";
import { cpus, hostname } from "node:os";
import type { Logger } from "pino";
import { takeBackOwn } from "../actions/pieces/take-back-lost.ts";
import { databaseSpending } from "../actions/usage/database-spending.ts";
import type { Config } from "../config.ts";
import { jobReader } from "../database/job-reader.ts";
import type { Database } from "../database/schema.ts";
import { webhookKinds } from "../dialects/webhook-kinds.ts";
import type { ClaimedPiece } from "../domain/piece.ts";
import { openUrl } from "../media/open-url.ts";
import { opener } from "../opener.ts";
import { urlRefusal } from "../outgoing/url-refusal.ts";
import { DETECTOR } from "../pipeline/cutting/detector.ts";
import type { RecognitionServices, Retention, Services } from "../services.ts";
import { warnOfUnknownLimits } from "./check-model-names.ts";
import { type Closers, closeAll } from "./close-all.ts";
import { type ComposedDatabase, composeDatabase } from "./database.ts";
import { spendingLimits } from "./engines.ts";
import { composeQueue } from "./queue.ts";
import { composeRecognition } from "./recognition.ts";
import { composeRequestCounter } from "./request-counter.ts";
import { composeResultCache } from "./result-cache.ts";
import { composeSecrets } from "./secrets.ts";
import { composeSignIn } from "./sign-in.ts";
import { composeStorage } from "./storage.ts";
import { composeWebhooks } from "./webhooks.ts";

export interface ComposedService {
  readonly services: Services;
  /** Whether the database is of this process alone. */
  readonly isEmbedded: boolean;
  /** Tells whoever comes to the same data directory where this service is. */
  announce(url: string): void;
  /** Closes what was opened, the last first. May be called twice. */
  close(): Promise<void>;
}

/**
 * Builds what the service needs, as the settings ask for. Nothing serves and nothing works yet.
 * @throws {Failure} `data-directory-in-use`, `data-directory-unusable`, and what the database says of its migrations
 */
export async function composeService(config: Config, log: Logger): Promise<ComposedService> {
  const closers: Closers = [];
  const close = async () => {
    await closeAll(closers, log);
  };
  try {
    const recognition = composeRecognition(config);
    await recognition.checkSettings();
    await warnOfUnknownLimits(config, { models: recognition.models, log });
    const { db, isEmbedded, announce, connections } = await composeDatabase(config, { closers, log });
    if (isEmbedded) await voidOwnLeases(db, log);
    const queue = await composeQueue(config, { closers, log });
    const blobs = await composeStorage(config, log);
    const secrets = await composeSecrets(config, { isEmbedded });
    const webhooks = composeWebhooks(config, { closers });
    const requests = await composeRequestCounter(config, { db, isEmbedded, closers, log });
    const made = { db, connections, log, ...queue, secrets, webhooks, blobs, requests };
    const services = composeServices(config, { recognition, made, closers });
    return { services, isEmbedded, announce, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Nobody else works on an embedded database: whatever was being worked on is not any more. */
async function voidOwnLeases(db: Database, log: Logger): Promise<void> {
  const { again, givenUp } = await takeBackOwn(db);
  if (again > 0) log.warn({ pieces: again }, "pieces of a service that was cut off are done again");
  if (givenUp > 0)
    log.error({ pieces: givenUp }, "pieces at which the service was cut off again and again are given up");
}

/** What takes a while to be opened. */
type Opened = Pick<Services, "db" | "log" | "bell" | "news" | "blobs" | "requests" | "secrets" | "webhooks"> &
  Pick<ComposedDatabase, "connections">;

function composeServices(
  config: Config,
  { recognition, made, closers }: { recognition: RecognitionServices; made: Opened; closers: Closers },
): Services {
  const { decoder, models, openEngines, openDetector, surroundings, engineReports } = recognition;
  const { db } = made;
  const worker = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
  const { limits: remote, limitsPerKey: remotePerKey } = spendingLimits(config);
  const engines = openEngines(databaseSpending({ db, limits: remote, limitsPerKey: remotePerKey, worker }));
  closers.push(() => engines.close());
  const detectors = opener(async (model) => openDetector(model));
  closers.push(() => detectors.close());
  const machine = `${cpus()[0]?.model.trim() ?? "processor"} × ${config.THREADS}`;
  const maxUploadBytes = config.MAX_UPLOAD_GB * 1e9;
  const networks = { allowed: config.ALLOWED_NETWORKS };
  return {
    ...made,
    jobs: jobReader(db, machine),
    decoder,
    models,
    engines,
    surroundings,
    engineReports,
    webhookKinds,
    detector: async (signal) => detectors.open(await models.require(DETECTOR, { signal })),
    checkUrl: urlRefusal(networks),
    openUrl: (address, { signal }) => openUrl(address, { maxBytes: maxUploadBytes, networks, signal }),
    limits: {
      maxUploadBytes,
      keepFreeBytes: config.KEEP_FREE_GB * 1e9,
      maxQueuedJobs: config.MAX_QUEUED_JOBS,
      allowsRemote: config.REMOTE_ENGINES !== "no",
      remote,
      remotePerKey,
      ...concurrencyOf(config),
      retention: retentionOf(config),
    },
    ...composeSignIn(config),
    ...composeResultCache(config, { models, engineReports }),
    machine,
    worker,
    atWork: new Set<ClaimedPiece>(),
  };
}

/** Nothing where the settings say nothing: then no claim has to count. */
function concurrencyOf({ KEY_CONCURRENCY, MODEL_CONCURRENCY }: Config): Pick<Services["limits"], "concurrency"> {
  const limits = {
    ...(KEY_CONCURRENCY !== undefined && { perKey: KEY_CONCURRENCY }),
    ...(Object.keys(MODEL_CONCURRENCY).length > 0 && { models: MODEL_CONCURRENCY }),
  };
  return Object.keys(limits).length > 0 ? { concurrency: limits } : {};
}

/** Where nothing is said of a job that says nothing, the longest holds: none is kept longer. */
function retentionOf({ KEEP_SECONDS, KEEP_AT_MOST_SECONDS }: Config): Retention {
  const defaultSeconds = KEEP_SECONDS ?? KEEP_AT_MOST_SECONDS;
  return {
    ...(defaultSeconds !== undefined && { defaultSeconds }),
    ...(KEEP_AT_MOST_SECONDS !== undefined && { mostSeconds: KEEP_AT_MOST_SECONDS }),
  };
}
