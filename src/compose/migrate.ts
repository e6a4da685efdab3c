import type { Config } from "../config.ts";
import { copyDatabase } from "../database/copy-database.ts";
import { type Closers, closeAll } from "./close-all.ts";
import { composeDatabase } from "./database.ts";

/** Brings the database up to date, and nothing else. Gives the names of the migrations that were run. */
export async function migrateDatabase(config: Config): Promise<string[]> {
  const closers: Closers = [];
  try {
    return [...(await composeDatabase(config, { closers })).migrated];
  } finally {
    await closeAll(closers);
  }
}

/**
 * Copies all that a service has in its database into another. Gives the rows of each table.
 * @throws {Failure} `data-directory-in-use` while a service runs on it; `settings-invalid` where the other is in use
 */
export async function copyService(from: Config, to: Config): Promise<ReadonlyMap<string, number>> {
  const closers: Closers = [];
  try {
    const source = await composeDatabase(from, { closers });
    const target = await composeDatabase(to, { closers });
    return await copyDatabase(source.db, target.db);
  } finally {
    await closeAll(closers);
  }
}
