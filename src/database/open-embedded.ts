import { mkdir } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { NamingClient } from "./naming-client.ts";
import type { Database, Schema } from "./schema.ts";

export interface OpenDatabase {
  readonly db: Database;
  close(): Promise<void>;
}

/** There is nobody to leave the connection to. */
const NEVER = 0;

/**
 * Opens the Postgres that runs in this process, and makes it where there is none.
 * It has no lock of its own: whoever opens it holds the lock of its directory. Without a directory it is kept in memory.
 */
export async function openEmbedded({ directory }: { directory?: string }): Promise<OpenDatabase> {
  if (directory !== undefined) await mkdir(directory, { recursive: true, mode: 0o700 });
  const lite = directory === undefined ? await PGlite.create() : await PGlite.create(directory);
  // The one driver of embedded and server databases; PGlite speaks the wire protocol to it in this process.
  const config = createPgConfig(lite) as object as pg.PoolConfig; // it is one in all but name
  const pool = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: NEVER, Client: NamingClient });
  // Whoever asks next hears of it; without a listener it would end the process.
  pool.on("error", () => {});
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    async close() {
      await db.destroy();
      await lite.close();
    },
  };
}
