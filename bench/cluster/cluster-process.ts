import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import pino from "pino";
import { apiPart, workerPart } from "../../src/cli/serving/run-service.ts";
import { composeService } from "../../src/compose/service.ts";
import { readConfig } from "../../src/config.ts";
import { loggerOptions } from "../../src/http/connection/logging.ts";
import type { Bell } from "../../src/ports/bell.ts";
import { SCRIPTED, scriptedEngine, withScripted } from "./scripted-engine.ts";

// One process of a cluster, as `scribewell api` and `scribewell worker` are, with the scripted model beside the others.
// usage: cluster-process.ts api|worker; settings as ever, and REAL_TIME_FACTOR, RINGS_LOST, RINGS_DOUBLED (shares)

const share = (name: string): number => Number(process.env[name] ?? 0);

/** Loses and doubles rings, as brokers may. */
function unreliable(bell: Bell): Bell {
  return {
    ...bell,
    async ring(lane, options) {
      if (Math.random() < share("RINGS_LOST")) return;
      await bell.ring(lane, options);
      if (Math.random() < share("RINGS_DOUBLED")) await bell.ring(lane, options);
    },
  };
}

const config = readConfig({ ...process.env, PORT: process.env.PORT ?? "0" });
const log = pino(loggerOptions(config.LOG_LEVEL));
const service = await composeService(config, log);
const { services } = service;
const scripted = scriptedEngine(Number(process.env.REAL_TIME_FACTOR ?? 0.05));
const played = {
  ...service,
  services: {
    ...services,
    bell: unreliable(services.bell),
    models: withScripted(services.models),
    engines: {
      ...services.engines,
      open: async (model: Parameters<typeof services.engines.open>[0]) =>
        model.name === SCRIPTED ? scripted : services.engines.open(model),
    },
  },
};

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
const terminal = {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  environment: process.env,
  signal: stop.signal,
} as unknown as Parameters<typeof apiPart>[1]["terminal"]; // no more of it is used
const part = await (process.argv[2] === "api" ? apiPart : workerPart)(played, { config, log, terminal });
if (process.argv[2] === "worker") console.error("works");
if (!stop.signal.aborted) await once(stop.signal, "abort");
await part.stop({ graceMs: config.STOP_GRACE_SECONDS * 1000 });
await Promise.race([service.close(), pause(10_000)]);
process.exit(0);
