import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import pino, { type Logger } from "pino";
import { type ComposedService, composeService } from "../compose-service.ts";
import { type Config, readConfig } from "../config.ts";
import { Failure } from "../domain/failure.ts";
import { codeOf } from "../domain/system-errors.ts";
import { createApp } from "../http/app.ts";
import { loggerOptions } from "../http/logging.ts";
import { startWorker } from "../worker/worker.ts";
import { type Command, readCommandLine } from "./command-line.ts";
import { EXIT } from "./failure-line.ts";
import { environmentHelp } from "./help.ts";
import { Interruption } from "./interruption.ts";
import { say, type Terminal } from "./terminal.ts";
import { version } from "./version.ts";

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

${environmentHelp(["LISTEN_HOST", "PORT", "OPEN_ACCESS", "ALLOWED_HOSTS", "ALLOWED_ORIGINS", "ALLOWED_NETWORKS", "DATA_DIR", "MODELS_DIR", "MODELS_MIRROR", "PRELOAD_MODELS", "FALLBACK_MODELS", "REMOTE_ENGINES", "MAX_UPLOAD_GB", "MAX_AUDIO_HOURS", "KEEP_FREE_GB", "MAX_QUEUED_JOBS", "THREADS", "STOP_GRACE_SECONDS", "LOG_LEVEL"])}

Exit codes: 0 stopped, 1 failed, 2 wrong use.
`,

  async run(words, terminal) {
    const config = readServeConfig(words, terminal);
    const log = pino(loggerOptions(config.LOG_LEVEL), terminal.stdout);
    // On a volume that is new it is not there yet.
    await mkdir(tmpdir(), { recursive: true });
    const service = await composeService(config, log);
    try {
      await serve(service, { config, log, terminal });
    } finally {
      await service.close();
    }
    return EXIT.done;
  },
};

const FLAGS = { host: "LISTEN_HOST", port: "PORT", "data-dir": "DATA_DIR" } as const;

/** Flags stand for settings, and win over the environment. */
function readServeConfig(words: readonly string[], terminal: Terminal): Config {
  const text = { type: "string" } as const;
  const { values, positionals } = readCommandLine(words, { host: text, port: text, "data-dir": text });
  if (positionals[0] !== undefined)
    throw new Failure("option-invalid", `serve takes flags only, and has been given "${positionals[0]}".`);
  const flags = Object.entries(FLAGS).flatMap(([flag, setting]) => {
    const value = values[flag as keyof typeof FLAGS]; // the keys of FLAGS are the flags
    return value === undefined ? [] : [[setting, value]];
  });
  return readConfig({ ...terminal.environment, ...Object.fromEntries(flags) });
}

interface Serving {
  readonly config: Config;
  readonly log: Logger;
  readonly terminal: Terminal;
}

async function serve({ services, announce }: ComposedService, { config, log, terminal }: Serving): Promise<void> {
  const app = createApp(services, {
    logger: log,
    hosts: config.ALLOWED_HOSTS,
    origins: config.ALLOWED_ORIGINS,
    version: version(),
  });
  const url = await listen(app, config);
  announce(url);
  const worker = await startWorker(services, { preload: config.PRELOAD_MODELS });
  log.info({ url, worker: services.worker }, "serving");
  say(terminal, `Scribewell serves on ${url} (API: ${url}/docs). Ctrl-C stops it.`);
  if (!terminal.signal.aborted) await once(terminal.signal, "abort");
  log.info({ graceSeconds: config.STOP_GRACE_SECONDS }, "stopping");
  // Both at once: requests that wait for a job end when the grace is over, and so does the work they wait for.
  const graceMs = config.STOP_GRACE_SECONDS * 1000;
  const tooLate = setTimeout(() => app.server.closeAllConnections(), graceMs);
  await Promise.all([app.close(), worker.stop({ graceMs })]);
  clearTimeout(tooLate);
  log.info("stopped");
  // Asked to stop by a person or a system is no failure; a result nobody reads is.
  if (!(terminal.signal.reason instanceof Interruption)) throw terminal.signal.reason;
}

async function listen(app: ReturnType<typeof createApp>, { LISTEN_HOST, PORT }: Config): Promise<string> {
  try {
    await app.listen({ host: LISTEN_HOST, port: PORT });
  } catch (error) {
    throw notListening(error, LISTEN_HOST, PORT);
  }
  const { port } = app.server.address() as AddressInfo; // it listens on TCP
  const anywhere = LISTEN_HOST === "0.0.0.0" || LISTEN_HOST === "::";
  const host = anywhere ? "127.0.0.1" : LISTEN_HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function notListening(error: unknown, host: string, port: number): unknown {
  const code = codeOf(error);
  const remedy = "Give another with --port, or end what holds it.";
  if (code === "EADDRINUSE")
    return new Failure("address-in-use", `Port ${port} of ${host} is taken by another program. ${remedy}`, {
      cause: error,
    });
  if (code === "EACCES")
    return new Failure("address-in-use", `Port ${port} may not be used by this user. Give one above 1023.`, {
      cause: error,
    });
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new Failure("settings-invalid", `LISTEN_HOST ${host} is no address of this machine.`, { cause: error });
  return error;
}
