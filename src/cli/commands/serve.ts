import type { Command } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { apiPart, runService, workerPart } from "../serving/run-service.ts";
import { readServiceConfig } from "../serving/service-config.ts";
import { EXIT } from "../terminal/failure-line.ts";

/** `scribewell serve`: the service, with its worker, in one process. */
export const serveCommand: Command = {
  help: `Serve the HTTP API, and work on what is sent to it.

  scribewell serve [--host ADDRESS] [--port PORT] [--data-dir DIR]

One process with everything in it: database, queue, recordings, engines. Jobs
survive whatever happens to the process. One line of JSON a request and event
goes to standard output; no speech, no text and no file names are in it.

A first Ctrl-C or SIGTERM stops it in order: no new requests, what is being
worked on gets STOP_GRACE_SECONDS, the rest is done at the next start. A second
one ends it at once; nothing is lost by that.

${environmentHelp(["LISTEN_HOST", "PORT", "AUTH", "OPEN_ACCESS", "ALLOWED_HOSTS", "ALLOWED_ORIGINS", "TRUSTED_PROXIES", "PUBLIC_URL", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_SCOPES", "OIDC_TENANT", "OIDC_NEW_USERS", "OIDC_ADMINS", "ALLOWED_NETWORKS", "DATA_DIR", "DATABASE_URL", "QUEUE_URL", "STORAGE_URL", "SECRETS_KEY", "MODELS_DIR", "MODELS_MIRROR", "PRELOAD_MODELS", "FALLBACK_MODELS", "REMOTE_ENGINES", "MAX_UPLOAD_GB", "MAX_AUDIO_HOURS", "KEEP_FREE_GB", "MAX_QUEUED_JOBS", "THREADS", "STOP_GRACE_SECONDS", "LOG_LEVEL"])}

Exit codes: 0 stopped, 1 failed, 2 wrong use.
`,

  async run(words, terminal) {
    const { config } = readServiceConfig("serve", { words, flags: ["host", "port", "data-dir"] }, terminal);
    await runService([apiPart, workerPart], { config, terminal });
    return EXIT.done;
  },
};
