import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Config } from "../config.ts";
import { copyDatabase } from "../database/copy-database.ts";
import { type DatabasePlace, databaseUrl, embeddedDirectory } from "../database/database-url.ts";
import { hasSecrets } from "../database/has-secrets.ts";
import { Failure } from "../domain/failure.ts";
import { keyFileIn } from "../secrets/key-file.ts";
import { type Closers, closeAll } from "./close-all.ts";
import { composeDatabase } from "./database.ts";
import { directoryLocks } from "./directory-locks.ts";
import { requireDatabase } from "./embedded-place.ts";

/** Brings the database up to date, and nothing else. Gives the names of the migrations that were run. */
export async function migrateDatabase(config: Config): Promise<string[]> {
  const closers: Closers = [];
  try {
    return [...(await composeDatabase(config, { closers })).migrated];
  } finally {
    await closeAll(closers);
  }
}

/** What was copied. */
export interface CopiedService {
  /** How many of each table. */
  readonly rows: ReadonlyMap<string, number>;
  /** Whether there are secrets among them, which only the key of the first service opens. */
  readonly hasSecrets: boolean;
  /** The file with that key; null where it is SECRETS_KEY. */
  readonly keyFile: string | null;
}

/**
 * Copies all that a service has in its database into another, each named by its address. Nothing is made where there is no
 * database to copy.
 * @throws {Failure} `data-directory-in-use` while a service runs on it; `settings-invalid` where there is nothing to copy, or
 * the other is in use; `option-invalid` for what is no address
 */
export async function copyService(config: Config, { from, to }: { from: string; to: string }): Promise<CopiedService> {
  const source = { ...config, DATABASE_URL: readAddress("--from", from) };
  const target = { ...config, DATABASE_URL: readAddress("--to", to) };
  if (placeOf(source) === placeOf(target))
    throw new Failure("option-invalid", "--from and --to are the same database. Give --to another one.");
  if (source.DATABASE_URL.kind === "embedded") await requireDatabase(placeOf(source), "--from");
  const closers: Closers = [];
  const lock = directoryLocks({ closers });
  try {
    const { db } = await composeDatabase(source, { closers, lock, given: "--from" });
    const { db: other } = await composeDatabase(target, { closers, lock, given: "--to" });
    const rows = await copyDatabase(db, other);
    return { rows, hasSecrets: await hasSecrets(db), keyFile: keyFileOf(source) };
  } finally {
    await closeAll(closers);
  }
}

function readAddress(flag: string, text: string): DatabasePlace {
  const { success, data, error } = databaseUrl.safeParse(text);
  if (success) return data;
  throw new Failure("option-invalid", `${flag} ${error.issues[0]?.message}.`);
}

const placeOf = ({ DATABASE_URL: place, DATA_DIR }: Config): string =>
  place.kind === "server" ? place.url : embeddedDirectory(place, DATA_DIR);

/** A service makes the key in its data directory, in which its database usually lies. */
function keyFileOf({ DATABASE_URL: place, DATA_DIR, SECRETS_KEY }: Config): string | null {
  if (place.kind === "server" || SECRETS_KEY !== undefined) return null;
  const around = place.directory === null ? [] : [dirname(place.directory)];
  return [...around, DATA_DIR].map(keyFileIn).find(existsSync) ?? null;
}
