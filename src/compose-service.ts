import { randomUUID } from "node:crypto";
import { cpus, hostname } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import { databaseSpending } from "./actions/database-spending.ts";
import { fsBlobStore } from "./blobs/fs.ts";
import { compose } from "./compose.ts";
import { spendingLimits } from "./compose-engines.ts";
import type { Config } from "./config.ts";
import { lockDataDirectory } from "./data-directory/lock-data-directory.ts";
import { jobReader } from "./database/job-reader.ts";
import { voidLeases } from "./database/leases.ts";
import { migrate } from "./database/migrate.ts";
import { openEmbedded } from "./database/open-embedded.ts";
import { describeBug } from "./domain/describe-bug.ts";
import { addressCheck } from "./media/networks.ts";
import { openUrl } from "./media/open-url.ts";
import { opener } from "./opener.ts";
import { DETECTOR } from "./pipeline/cutting/detector.ts";
import { inProcessBell } from "./queues/in-process.ts";
import { inProcessNews } from "./queues/in-process-news.ts";
import type { Services } from "./services.ts";

export interface ComposedService {
  readonly services: Services;
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
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    await closeAll(closers, log);
  };
  try {
    await compose(config).checkModelNames();
    const { db, lock } = await openDatabase(config, closers);
    if (lock.warning !== null) log.warn(lock.warning);
    const voided = await voidLeases(db);
    if (voided > 0) log.warn({ pieces: voided }, "pieces of a service that was cut off are done again");
    const services = composeServices(config, { db, log }, closers);
    return { services, announce: (url) => lock.announce(url), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One that fails keeps none of the others open: the database and the lock come last. */
async function closeAll(closers: (() => Promise<unknown>)[], log?: Logger): Promise<void> {
  for (const closeOne of closers.splice(0).reverse())
    await closeOne().catch((error: unknown) => log?.error({ bug: describeBug(error) }, "could not be closed"));
}

/** Brings the database up to date, and nothing else. Gives the names of the migrations that were run. */
export async function migrateDatabase(config: Config): Promise<string[]> {
  const closers: (() => Promise<unknown>)[] = [];
  try {
    return (await openDatabase(config, closers)).migrated;
  } finally {
    await closeAll(closers);
  }
}

async function openDatabase(config: Config, closers: (() => Promise<unknown>)[]) {
  const lock = await lockDataDirectory(config.DATA_DIR);
  closers.push(() => lock.release());
  const database = await openEmbedded({ directory: join(config.DATA_DIR, "db") });
  closers.push(() => database.close());
  return { db: database.db, lock, migrated: await migrate(database.db) };
}

function composeServices(
  config: Config,
  { db, log }: Pick<Services, "db" | "log">,
  closers: (() => Promise<unknown>)[],
): Services {
  const { decoder, models, openEngines, openDetector, surroundings, engineReports } = compose(config);
  const bell = inProcessBell();
  closers.push(() => bell.close());
  const worker = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`;
  const { limits: remote, limitsPerKey: remotePerKey } = spendingLimits(config);
  const engines = openEngines(databaseSpending({ db, limits: remote, limitsPerKey: remotePerKey, worker }));
  closers.push(() => engines.close());
  const detectors = opener(async (model) => openDetector(model));
  closers.push(() => detectors.close());
  const machine = `${cpus()[0]?.model.trim() ?? "processor"} × ${config.THREADS}`;
  const maxUploadBytes = config.MAX_UPLOAD_GB * 1e9;
  const networks = { allowed: config.ALLOWED_NETWORKS };
  // A network that is none is told at the start, not at the first fetch.
  addressCheck(networks);
  return {
    ...{ db, jobs: jobReader(db, machine), log, bell, decoder, models, news: inProcessNews() },
    blobs: fsBlobStore({ root: join(config.DATA_DIR, "blobs") }),
    ...{ engines, surroundings, engineReports },
    detector: async (signal) => detectors.open(await models.require(DETECTOR, { signal })),
    openUrl: (address, { signal }) => openUrl(address, { maxBytes: maxUploadBytes, networks, signal }),
    limits: {
      ...{ maxUploadBytes, keepFreeBytes: config.KEEP_FREE_GB * 1e9, maxQueuedJobs: config.MAX_QUEUED_JOBS },
      ...{ allowsRemote: config.REMOTE_ENGINES !== "no", remote, remotePerKey },
    },
    machine,
    worker,
  };
}
