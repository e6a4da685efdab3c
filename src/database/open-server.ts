import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { NamingClient } from "./naming-client.ts";
import type { OpenDatabase } from "./open-embedded.ts";
import type { Schema } from "./schema.ts";
import { refuseAway } from "./unreachable.ts";

export interface ServerOptions {
  /** `postgres://…` */
  readonly url: string;
  /** Most connections of this process; one more listens. */
  readonly connections: number;
}

/** How many connections there are, for metrics. */
export interface PoolCounts {
  readonly open: number;
  readonly idle: number;
  /** Who waits for one. */
  readonly waiting: number;
}

const CONNECT_WITHIN_MS = 5_000;
/** Nothing the service asks takes long; what does would hold up everybody. */
const STATEMENT_WITHIN_MS = 60_000;
/** A process that stands still in a transaction keeps its locks no longer. A store may take so long to copy a recording. */
const IDLE_WITHIN_MS = 300_000;

/** Opens a pool of connections to a PostgreSQL server. Nothing is asked of it yet. */
export function openServer({ url, connections }: ServerOptions): OpenDatabase & { counts(): PoolCounts } {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    Client: NamingClient,
    application_name: "scribewell",
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    statement_timeout: STATEMENT_WITHIN_MS,
    idle_in_transaction_session_timeout: IDLE_WITHIN_MS,
  });
  // Whoever asks next hears of it; without a listener it would end the process. The pool listens to those that rest alone.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const named = {
    connect: () => pool.connect().catch(refuseAway),
    end: () => pool.end(),
  };
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: named }) });
  return {
    db,
    counts: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => db.destroy(),
  };
}
