import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unusable } from "../data-directory/data-directory-failures.ts";
import { lockFolder } from "../data-directory/lock-places.ts";
import { embeddedDirectory } from "../database/database-url.ts";
import { Failure } from "../domain/failure.ts";
import { isMissing } from "../domain/system-errors.ts";

/** Where the database lies in a data directory. */
const usualPlace = (dataDirectory: string) => embeddedDirectory({ directory: null }, dataDirectory);

/** Whether a directory holds a database: every Postgres has this file. */
const hasDatabase = (directory: string) => isThere(join(directory, "PG_VERSION"), directory);

async function isThere(path: string, directory: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw unusable(directory, error);
  }
}

/**
 * Refuses to make a database in a data directory that has one where it usually lies. Writes nothing.
 * @throws {Failure} `settings-invalid`, with the address that was meant and the setting or flag it was given with
 */
export async function refuseDataDirectory(directory: string, given: string): Promise<void> {
  const below = usualPlace(directory);
  if ((await hasDatabase(directory)) || !(await hasDatabase(below))) return;
  const detail = `There is no Scribewell database at ${directory}. It is a data directory: its database is ${given} pglite:${below}`;
  throw new Failure("settings-invalid", detail);
}

/**
 * Refuses what holds no database to be read. Writes nothing.
 * @throws {Failure} `settings-invalid`, with the address that was meant where there is one
 */
export async function requireDatabase(directory: string, given: string): Promise<void> {
  await refuseDataDirectory(directory, given);
  if (await hasDatabase(directory)) return;
  const remedy = `Give ${given} pglite:DIR with the directory of one, or pglite: and set DATA_DIR.`;
  throw new Failure("settings-invalid", `There is no Scribewell database at ${directory}. ${remedy}`);
}

/** The data directory whose usual database this is: the service there holds the lock of it alone. */
export async function dataDirectoryOf(directory: string): Promise<string | null> {
  const above = dirname(directory);
  if (usualPlace(above) !== directory) return null;
  return (await isThere(lockFolder(above), above)) ? above : null;
}
