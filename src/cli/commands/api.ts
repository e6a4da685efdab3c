import type { Command } from "../arguments/command-line.ts";
import { environmentHelp } from "../arguments/help.ts";
import { apiPart, requireShared, runService } from "../serving/run-service.ts";
import { readServiceConfig } from "../serving/service-config.ts";
import { EXIT } from "../terminal/failure-line.ts";

/** `scribewell api`: the HTTP API alone. */
export const apiCommand: Command = {
  help: `Serve the HTTP API, and leave the work to workers.

  scribewell api [--host ADDRESS] [--port PORT]

As many as you like beside each other, behind a load balancer, on one
PostgreSQL server (DATABASE_URL). What is sent to any of them is seen by all,
and live events come through each.

A first Ctrl-C or SIGTERM stops it in order: no new requests, and those that are
being answered get STOP_GRACE_SECONDS.

${environmentHelp(["DATABASE_URL", "DATABASE_CONNECTIONS", "QUEUE_URL", "STORAGE_URL", "SECRETS_KEY", "LISTEN_HOST", "PORT", "AUTH", "OPEN_ACCESS", "ALLOWED_HOSTS", "ALLOWED_ORIGINS", "TRUSTED_PROXIES", "PUBLIC_URL", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_SCOPES", "OIDC_TENANT", "OIDC_NEW_USERS", "OIDC_ADMINS", "ALLOWED_NETWORKS", "DATA_DIR", "MAX_UPLOAD_GB", "KEEP_FREE_GB", "MAX_QUEUED_JOBS", "STOP_GRACE_SECONDS", "LOG_LEVEL"])}

Exit codes: 0 stopped, 1 failed, 2 wrong use.
`,

  async run(words, terminal) {
    const { config } = readServiceConfig("api", { words, flags: ["host", "port"] }, terminal);
    requireShared("api", config);
    await runService([apiPart], { config, terminal });
    return EXIT.done;
  },
};
