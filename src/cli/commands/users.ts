import { withKeyServices } from "../../compose/keys.ts";
import { readConfig } from "../../config.ts";
import { Failure } from "../../domain/failure.ts";
import { USER_VERBS } from "../access/user-verbs.ts";
import type { Command } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { didYouMean } from "../arguments/nearest.ts";

/** `scribewell users`: people who may sign in. */
export const usersCommand: Command = {
  help: `Invite, list, change and remove the people who may sign in to the service.

  scribewell users invite EMAIL --role R    let somebody in, by the address they have at
                                            their provider; no message is sent
      --role admin|member|viewer            what they may do
      --name NAME                           what they are called
      --tenant NAME                         whose they are (default: local)
  scribewell users list [--tenant NAME]     users, the newest first
  scribewell users update ID [flags]        change a user; another role signs them out
      --role R, --name NAME ("none" for none)
      --disable, --enable                   let them in no more, or again
  scribewell users remove ID                erase a user; what they have sent stays

All take --json. They work on the database itself: with the one inside a service,
while that does not run. A running service does the same under /api/v1/users, for
an admin. People sign in with OIDC_ISSUER, see docs/api/users.md.

Examples
  scribewell users invite ada@example.org --role admin
  scribewell users update 0b8f4f0e-6d0e-4f6e-9a53-3c3a4a0f2d11 --role viewer

${environmentHelp(["DATABASE_URL", "DATA_DIR", "SECRETS_KEY"])}

Exit codes: 0 done, 1 failed, 2 wrong use.
`,

  async run([verb, ...words], terminal) {
    const act = verb !== undefined && Object.hasOwn(USER_VERBS, verb) ? USER_VERBS[verb] : undefined;
    if (!act) {
      const verbs = Object.keys(USER_VERBS);
      const wrong =
        verb === undefined ? "Say what to do with users." : `Users know no "${verb}".${didYouMean(verb, verbs)}`;
      throw new Failure("option-invalid", `${wrong} There are ${verbs.join(", ")}.`);
    }
    // Words are read first, so that wrong use is told before anything is touched.
    const run = act(words);
    return withKeyServices(readConfig(terminal.environment), (services) => run(services, terminal));
  },
};
