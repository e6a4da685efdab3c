import type { Config } from "../config.ts";
import type { Services } from "../services.ts";
import { type Closers, closeAll } from "./close-all.ts";
import { composeDatabase } from "./database.ts";
import { composeSecrets } from "./secrets.ts";

/**
 * Opens what work on keys needs, and closes it however that ends.
 * @throws {Failure} `data-directory-in-use` while a service runs on an embedded database
 */
export async function withKeyServices<Result>(
  config: Config,
  work: (services: Pick<Services, "db" | "secrets">) => Promise<Result>,
): Promise<Result> {
  const closers: Closers = [];
  try {
    const { db, isEmbedded } = await composeDatabase(config, { closers });
    return await work({ db, secrets: await composeSecrets(config, { isEmbedded }) });
  } finally {
    await closeAll(closers);
  }
}
