import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import pino, { type Logger } from "pino";
import { firstKey } from "../../actions/keys/first-key.ts";
import { composePush } from "../../compose/push.ts";
import { type ComposedService, composeService } from "../../compose/service.ts";
import { workerOptions } from "../../compose/worker-options.ts";
import type { Config } from "../../config.ts";
import { resultForms } from "../../dialects/result-forms.ts";
import { dialectRoutes } from "../../dialects/routes.ts";
import { Failure } from "../../domain/failure.ts";
import { createApp } from "../../http/app.ts";
import { loggerOptions } from "../../http/connection/logging.ts";
import type { PushIntake } from "../../http/routes/push.ts";
import type { Services } from "../../services.ts";
import { answerRings } from "../../worker/answer-rings.ts";
import { startWorker } from "../../worker/worker.ts";
import { version } from "../arguments/version.ts";
import { Interruption } from "../terminal/interruption.ts";
import { say, type Terminal } from "../terminal/terminal.ts";
import { listenAt } from "./listen-at.ts";
import { tellUnready } from "./tell-unready.ts";

/** Something that runs until it is told to stop, which may take so long. */
interface Running {
  stop(options: { graceMs: number }): Promise<void>;
}

/** What a part of the service is started with. */
export interface Setting {
  readonly config: Config;
  readonly log: Logger;
  readonly terminal: Terminal;
}

/** A part of the service: starts it, and tells a person about it. */
export type Part = (service: ComposedService, setting: Setting) => Promise<Running>;

/** The HTTP API. */
export const apiPart: Part = async ({ services, announce }, { config, log, terminal }) => {
  const stopping = new AbortController();
  const wantsKeys = config.AUTH === "keys";
  const first = wantsKeys ? await firstKey(services) : undefined;
  const app = createApp(services, {
    push: await pushIntake(services, config, stopping.signal),
    wantsKeys,
    dialects: dialectRoutes,
    resultForms,
    logger: log,
    hosts: config.PUBLIC_URL ? [...config.ALLOWED_HOSTS, new URL(config.PUBLIC_URL).host] : config.ALLOWED_HOSTS,
    publicUrl: config.PUBLIC_URL,
    trustedProxies: config.TRUSTED_PROXIES,
    origins: config.ALLOWED_ORIGINS,
    version: version(),
  });
  const { LISTEN_HOST: host, PORT: port } = config;
  const url = await listenAt(app, { host, port, hostSetting: "LISTEN_HOST", portSetting: "--port" });
  announce(url);
  log.info({ url }, "serving");
  say(terminal, `Scribewell serves on ${url} (API: ${url}/docs). Ctrl-C stops it.`);
  if (first !== undefined) say(terminal, `The first key, which may do everything and is shown this once: ${first}`);
  return {
    async stop({ graceMs }) {
      const tooLate = setTimeout(() => {
        stopping.abort(new Error("The service is stopping"));
        app.server.closeAllConnections();
      }, graceMs);
      await app.close();
      clearTimeout(tooLate);
    },
  };
};

/** Works on what Pub/Sub pushes, within the time that the settings give to a push. */
async function pushIntake(services: Services, config: Config, stopping: AbortSignal): Promise<PushIntake | undefined> {
  const push = await composePush(config);
  if (!push) return undefined;
  return {
    refusal: push.refusal,
    async answer(body) {
      const lane = push.laneOf(body);
      const until = performance.now() + config.PUSH_WORK_SECONDS * 1000;
      const rings = lane === null ? [] : [{ lane }];
      return (await answerRings(services, rings, { ...workerOptions(config), until, stopping })).length === 0;
    },
  };
}

/** The worker. */
export const workerPart: Part = async ({ services }, { config, log }) => {
  const worker = await startWorker(services, workerOptions(config));
  log.info({ worker: services.worker }, "working");
  return worker;
};

/**
 * Runs parts of the service until the terminal's signal comes, then stops them in order: no new work, and what is under way
 * gets its time.
 */
export function runService(parts: readonly Part[], given: Omit<Setting, "log">): Promise<void> {
  return withService(given, async (service, setting) => {
    const { config, log, terminal } = setting;
    const running: Running[] = [];
    for (const start of parts) running.push(await start(service, setting));
    // Beside the work: what does not answer may take its time over that.
    void tellUnready(service.services, { log, signal: terminal.signal });
    if (!terminal.signal.aborted) await once(terminal.signal, "abort");
    log.info({ graceSeconds: config.STOP_GRACE_SECONDS }, "stopping");
    // All at once: requests that wait for a job end when the grace is over, and so does the work they wait for.
    const graceMs = config.STOP_GRACE_SECONDS * 1000;
    await Promise.all(running.map((part) => part.stop({ graceMs })));
    log.info("stopped");
    // Asked to stop by a person or a system is no failure; a result nobody reads is.
    if (!(terminal.signal.reason instanceof Interruption)) throw terminal.signal.reason;
  });
}

/** Opens what the service needs, and closes it however the work with it ends. */
export async function withService<Result>(
  { config, terminal }: Omit<Setting, "log">,
  work: (service: ComposedService, setting: Setting) => Promise<Result>,
): Promise<Result> {
  const log = pino(loggerOptions(config.LOG_LEVEL), terminal.stdout);
  // On a volume that is new it is not there yet.
  await mkdir(tmpdir(), { recursive: true });
  const service = await composeService(config, log);
  try {
    return await work(service, { config, log, terminal });
  } finally {
    await service.close();
  }
}

/**
 * A part of the service alone makes no sense on a database that nobody else can open.
 * @throws {Failure} `settings-invalid`
 */
export function requireShared(command: string, { DATABASE_URL }: Config): void {
  if (DATABASE_URL.kind === "server") return;
  throw new Failure(
    "settings-invalid",
    `${command} shares its work with other processes, and the database inside the service is of one process alone. Set DATABASE_URL to a PostgreSQL server, or run: scribewell serve`,
  );
}
