import pino from "pino";
import { resultForms } from "../../dialects/result-forms.ts";
import { dialectRoutes } from "../../dialects/routes.ts";
import { createApp } from "../../http/app.ts";
import type { Services } from "../../services.ts";
import { type Command, readCommandLine } from "../arguments/command-line.ts";
import { version } from "../arguments/version.ts";
import { EXIT } from "../terminal/failure-line.ts";
import { print } from "../terminal/terminal.ts";

/** `scribewell openapi`: the description of the HTTP API. */
export const openapiCommand: Command = {
  help: `Print the description of the HTTP API as OpenAPI 3.1, for generators and tests.

  scribewell openapi > openapi.json

A running service gives the same at /openapi.json.

Exit codes: 0 done, 2 wrong use.
`,

  async run(words, terminal) {
    readCommandLine(words, {});
    // Nothing is asked of the app but its description: no service is ever used.
    const none = {} as Services;
    const silent = pino({ level: "silent" });
    const options = {
      logger: silent,
      hosts: [],
      origins: [],
      version: version(),
      dialects: dialectRoutes,
      resultForms,
    };
    const app = createApp(none, options);
    await app.ready();
    await print(terminal, `${JSON.stringify(app.swagger(), null, 2)}\n`);
    await app.close();
    return EXIT.done;
  },
};
