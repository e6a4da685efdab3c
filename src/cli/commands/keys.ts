import { withKeyServices } from "../../compose/keys.ts";
import { readConfig } from "../../config.ts";
import { Failure } from "../../domain/failure.ts";
import { KEY_VERBS } from "../access/key-verbs.ts";
import type { Command } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { didYouMean } from "../arguments/nearest.ts";

/** `scribewell keys`: who may ask the service. */
export const keysCommand: Command = {
  help: `Make, list, change and end the keys of those who may ask the service.

  scribewell keys create NAME               make a key; it is shown this once
      --tenant NAME                         whose it is (default: local)
      --scopes submit,read                  what it may do (default: submit,read); of
                                            submit, read, erase, webhooks, admin, operate
      --models NAME,NAME                    models it may use, the first by default
      --origins URL,URL                     web pages that may use it
      --expires 2027-01-31                  from then on it is refused
      --requests-per-minute N               limits; left out, there are none
      --open-jobs N
      --megabytes-per-day N
      --minutes-per-month N
  scribewell keys list [--tenant NAME]      keys, the newest first
  scribewell keys update ID [flags]         change a key: the flags of create, "none" to
                                            take a limit away
  scribewell keys rotate ID [--grace HOURS] another secret; the one before is good for
                                            24 more hours, or as many as are said
  scribewell keys revoke ID                 end a key for good

All take --json. They work on the database itself: with the one inside a service,
while that does not run. A running service does the same under /api/v1/keys, for
a key with the scope admin. A service asks for keys with AUTH=keys.

Examples
  scribewell keys create web-app --scopes submit,read,erase
  scribewell keys create partner --tenant acme --minutes-per-month 600
  scribewell keys rotate 5f1c2a9e8d3b7c60 --grace 1

${environmentHelp(["DATABASE_URL", "DATA_DIR", "SECRETS_KEY"])}

Exit codes: 0 done, 1 failed, 2 wrong use.
`,

  async run([verb, ...words], terminal) {
    const act = verb !== undefined && Object.hasOwn(KEY_VERBS, verb) ? KEY_VERBS[verb] : undefined;
    if (!act) {
      const verbs = Object.keys(KEY_VERBS);
      const wrong =
        verb === undefined ? "Say what to do with keys." : `Keys know no "${verb}".${didYouMean(verb, verbs)}`;
      throw new Failure("option-invalid", `${wrong} There are ${verbs.join(", ")}.`);
    }
    // Words are read first, so that wrong use is told before anything is touched.
    const run = act(words);
    return withKeyServices(readConfig(terminal.environment), (services) => run(services, terminal));
  },
};
