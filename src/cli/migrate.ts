import { migrateDatabase } from "../compose-service.ts";
import { readConfig } from "../config.ts";
import { type Command, readCommandLine } from "./command-line.ts";
import { EXIT } from "./failure-line.ts";
import { environmentHelp } from "./help.ts";
import { print, say } from "./terminal.ts";

/** `scribewell migrate`: brings the database up to date. */
export const migrateCommand: Command = {
  help: `Bring the service's database up to date, and nothing else.

  scribewell migrate [--json]

"serve" does this by itself when it starts. The names of the migrations that
were run go to standard output, one a line.

${environmentHelp(["DATA_DIR"])}

Exit codes: 0 done, 1 failed, 2 wrong use.
`,

  async run(words, terminal) {
    const { values } = readCommandLine(words, { json: { type: "boolean" } });
    const migrated = await migrateDatabase(readConfig(terminal.environment));
    if (values.json) await print(terminal, `${JSON.stringify({ migrated })}\n`);
    else await print(terminal, migrated.map((name) => `${name}\n`).join(""));
    if (migrated.length === 0) say(terminal, "The database is up to date.");
    return EXIT.done;
  },
};
