import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../src/database/migrate.ts";
import { openServer } from "../../src/database/open-server.ts";
import type { Database } from "../../src/database/schema.ts";
import { type PostgresServer, startPostgres } from "../../test/support/postgres-server.ts";
import { type Broker, startBroker } from "./brokers.ts";

/** What a cluster of this machine stands on. */
export interface Ground {
  /** Of its own, with the logs and the data of all members. */
  readonly folder: string;
  readonly server: PostgresServer;
  /** Its database, up to date. */
  readonly db: Database;
  readonly broker: Broker;
  /** What each member has to know, with a thread for each and no results kept: what is asked for twice is worked on twice. */
  readonly settings: Readonly<Record<string, string>>;
  /** @param options `keep` leaves the folder */
  close(options?: { keep: boolean }): Promise<void>;
}

/** Starts a database server and a queue, in a new folder. */
export async function prepareGround(name: string, queue: string): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  const data = join(folder, "data");
  await mkdir(data);
  const server = await startPostgres();
  const broker = await startBroker(queue, folder);
  const url = await server.createDatabase();
  const { db, close } = openServer({ url, connections: 2 });
  await migrate(db);
  return {
    folder,
    server,
    db,
    broker,
    settings: {
      DATABASE_URL: url,
      DATA_DIR: data,
      MODELS_DIR: join(folder, "models"),
      ...broker.settings,
      THREADS: "1",
      RESULT_CACHE: "off",
    },
    async close({ keep } = { keep: false }) {
      await close();
      await broker.close();
      await server.close();
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}
