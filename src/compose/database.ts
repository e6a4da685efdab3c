import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { embeddedDirectory } from "../database/database-url.ts";
import { migrate } from "../database/migrate.ts";
import { openEmbedded } from "../database/open-embedded.ts";
import { openServer, type PoolCounts } from "../database/open-server.ts";
import { isDatabaseAway, patiently } from "../database/patiently.ts";
import type { Database } from "../database/schema.ts";
import { refuseWrongAddress } from "../database/wrong-address.ts";
import { Failure } from "../domain/failure.ts";
import type { Closers } from "./close-all.ts";
import { directoryLocks, type LockDirectory } from "./directory-locks.ts";
import { dataDirectoryOf, refuseDataDirectory } from "./embedded-place.ts";

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

/** How a database is opened. */
export interface Opening {
  readonly closers: Closers;
  readonly log?: Pick<Logger, "warn">;
  /** The setting or flag that names the database. Default: `DATABASE_URL`. */
  readonly given?: string;
  /** Where several databases are opened together: what locks for all of them. */
  readonly lock?: LockDirectory;
}

/**
 * Opens the database that the settings name, up to date.
 * @throws {Failure} `data-directory-in-use`, `data-directory-unusable`, `database-unavailable`, `settings-invalid`
 */
export function composeDatabase(
  config: Config,
  { closers, log, given = "DATABASE_URL", lock = directoryLocks({ closers, log }) }: Opening,
): Promise<ComposedDatabase> {
  const place = config.DATABASE_URL;
  return place.kind === "embedded"
    ? openOwn(config, { directory: place.directory, closers, given, lock })
    : openShared(config, { url: place.url, closers, given });
}

async function openOwn(
  config: Config,
  { directory, closers, given, lock }: { directory: string | null } & Required<Omit<Opening, "log">>,
): Promise<ComposedDatabase> {
  if (directory !== null) await refuseDataDirectory(directory, given);
  const own = await lock(config.DATA_DIR);
  if (directory !== null) await lockElsewhere(directory, lock);
  const { db, close } = await openEmbedded({ directory: embeddedDirectory({ directory }, config.DATA_DIR) });
  closers.push(close);
  return {
    db,
    isEmbedded: true,
    migrated: await migrate(db),
    connections: () => null,
    announce: (url) => own.announce(url),
  };
}

/** One that lies elsewhere may be named by services with other data directories, or be that of another service. */
async function lockElsewhere(directory: string, lock: LockDirectory): Promise<void> {
  const above = await dataDirectoryOf(directory);
  if (above !== null) await lock(above);
  await lock(directory);
}

async function openShared(
  config: Config,
  { url, closers, given }: { url: string; closers: Closers; given: string },
): Promise<ComposedDatabase> {
  const { db, close, counts } = openServer({ url, connections: config.DATABASE_CONNECTIONS });
  closers.push(close);
  // The processes of a cluster start in any order.
  const migrated = await patiently(() => migrate(db).catch((error) => refuseWrongAddress(error, { url, given }))).catch(
    (error) => {
      throw isDatabaseAway(error) ? notThere(error, given) : error;
    },
  );
  return { db, isEmbedded: false, migrated, announce: () => {}, connections: counts };
}

const notThere = ({ message }: Error, given: string): Failure =>
  new Failure("database-unavailable", message.replace("Try again", `${given} says where it is; or try again`));
