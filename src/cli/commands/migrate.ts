import { copyService, migrateDatabase } from "../../compose/migrate.ts";
import { readConfig } from "../../config.ts";
import { Failure } from "../../domain/failure.ts";
import { type Command, readCommandLine } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { print, say, type Terminal } from "../terminal/terminal.ts";

const FLAGS = { json: { type: "boolean" }, from: { type: "string" }, to: { type: "string" } } as const;

/** `scribewell migrate`: brings the database up to date, or everything in it to another. */
export const migrateCommand: Command = {
  help: `Bring the service's database up to date, and nothing else.

  scribewell migrate [--json]
  scribewell migrate --from pglite: --to postgres://user@host/database

"serve", "api" and "worker" do this by themselves when they start. The names of
the migrations that were run go to standard output, one a line.

With --from and --to everything is copied into a database that has no jobs yet,
all or nothing, while no service runs on the first. Jobs that were under way go
on there. Recordings stay where they are: give the new service the same
STORAGE_URL and DATA_DIR.

  pglite:      the database in DATA_DIR
  pglite:DIR   the one in DIR: the directory of the database itself, which of a
               data directory is "db" in it
  postgres://  a server

Secrets of webhooks are copied as they are, sealed. With pglite: their key is
the content of DATA_DIR/secrets.key, unless SECRETS_KEY was set: give the new
service that key as SECRETS_KEY, or webhooks with a secret are not delivered.

${environmentHelp(["DATABASE_URL", "DATA_DIR"])}

Exit codes: 0 done, 1 failed, 2 wrong use.
`,

  async run(words, terminal) {
    const { values, positionals } = readCommandLine(words, FLAGS);
    if (positionals[0] !== undefined)
      throw new Failure("option-invalid", `migrate takes flags only, and has been given "${positionals[0]}".`);
    if (values.from !== undefined || values.to !== undefined) return copy(values, terminal);
    const migrated = await migrateDatabase(readConfig(terminal.environment));
    if (values.json) await print(terminal, `${JSON.stringify({ migrated })}\n`);
    else await print(terminal, migrated.map((name) => `${name}\n`).join(""));
    if (migrated.length === 0) say(terminal, "The database is up to date.");
    return EXIT.done;
  },
};

async function copy(
  { from, to, json }: { from?: string | undefined; to?: string | undefined; json?: boolean | undefined },
  terminal: Terminal,
): Promise<number> {
  if (from === undefined || to === undefined)
    throw new Failure("option-invalid", "A copy needs both: --from pglite: and --to postgres://user@host/database.");
  const config = readConfig({ ...terminal.environment, DATABASE_URL: undefined });
  const { rows, hasSecrets, keyFile } = await copyService(config, { from, to });
  const copied = Object.fromEntries(rows);
  if (json) await print(terminal, `${JSON.stringify({ copied })}\n`);
  else for (const [table, rows] of Object.entries(copied)) await print(terminal, `${table}\t${rows}\n`);
  say(terminal, `${copied.jobs ?? 0} jobs were copied. Start the service with the new DATABASE_URL.`);
  if (hasSecrets) say(terminal, secretsNeed(keyFile));
  return EXIT.done;
}

function secretsNeed(keyFile: string | null): string {
  const key = keyFile === null ? "the SECRETS_KEY of the first service" : `what ${keyFile} holds`;
  return `Secrets of webhooks were copied too: set SECRETS_KEY to ${key}, for every process, or they cannot be read there.`;
}
