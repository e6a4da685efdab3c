import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { lockDataDirectory } from "../data-directory/lock-data-directory.ts";
import { embeddedDirectory } from "../database/database-url.ts";
import { migrate } from "../database/migrate.ts";
import { openEmbedded } from "../database/open-embedded.ts";
import { openServer, type PoolCounts } from "../database/open-server.ts";
import { patiently } from "../database/patiently.ts";
import type { Database } from "../database/schema.ts";
import type { Closers } from "./close-all.ts";

export interface ComposedDatabase {
  readonly db: Database;
  /** Whether this process has it for itself. */
  readonly isEmbedded: boolean;
  /** Names of the migrations that were run. */
  readonly migrated: readonly string[];
  /** Tells whoever comes to the same data directory where this service is. Nobody does where the database is a server. */
  announce(url: string): void;
  /** How many connections there are; null of an embedded database. */
  connections(): PoolCounts | null;
}

/**
 * Opens the database that the settings name, up to date.
 * @throws {Failure} `data-directory-in-use`, `data-directory-unusable`, `database-unavailable`, `settings-invalid`
 */
export function composeDatabase(
  config: Config,
  { closers, log }: { closers: Closers; log?: Pick<Logger, "warn"> },
): Promise<ComposedDatabase> {
  const place = config.DATABASE_URL;
  return place.kind === "embedded"
    ? openOwn(config, { directory: place.directory, closers, log })
    : openShared(config, { url: place.url, closers });
}

async function openOwn(
  config: Config,
  { directory, closers, log }: { directory: string | null; closers: Closers; log: Pick<Logger, "warn"> | undefined },
): Promise<ComposedDatabase> {
  // One that lies elsewhere may be named by services with other data directories.
  const locked = directory === null ? [config.DATA_DIR] : [config.DATA_DIR, directory];
  const locks: Awaited<ReturnType<typeof lockDataDirectory>>[] = [];
  for (const path of locked) {
    const lock = await lockDataDirectory(path);
    closers.push(() => lock.release());
    if (lock.warning !== null) log?.warn(lock.warning);
    locks.push(lock);
  }
  const { db, close } = await openEmbedded({ directory: embeddedDirectory({ directory }, config.DATA_DIR) });
  closers.push(close);
  return {
    ...{ db, isEmbedded: true, migrated: await migrate(db), connections: () => null },
    announce: (url) => locks[0]?.announce(url),
  };
}

async function openShared(
  config: Config,
  { url, closers }: { url: string; closers: Closers },
): Promise<ComposedDatabase> {
  const { db, close, counts } = openServer({ url, connections: config.DATABASE_CONNECTIONS });
  closers.push(close);
  // The processes of a cluster start in any order.
  const migrated = await patiently(() => migrate(db));
  return { db, isEmbedded: false, migrated, announce: () => {}, connections: counts };
}
