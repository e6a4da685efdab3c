import { createWorkerApp } from "../../http/worker-app.ts";
import { version } from "../arguments/version.ts";
import { listenAt } from "./listen-at.ts";
import { type Part, workerPart } from "./run-service.ts";

/**
 * The worker, with a port that shows how it is where the settings name one: from before its models are loaded until its last
 * piece is handed back.
 */
export const shownWorkerPart: Part = async (service, setting) => {
  const { config, log } = setting;
  const { WORKER_HOST: host, WORKER_PORT: port } = config;
  if (port === undefined) return workerPart(service, setting);
  const names = { hosts: config.ALLOWED_HOSTS, origins: [] };
  const app = createWorkerApp(service.services, { logger: log, version: version(), ...names });
  const url = await listenAt(app, { host, port, hostSetting: "WORKER_HOST", portSetting: "WORKER_PORT" });
  log.info({ url }, "showing health and figures");
  try {
    const worker = await workerPart(service, setting);
    return {
      async stop(options) {
        await worker.stop(options);
        await app.close();
      },
    };
  } catch (error) {
    // Nothing else would end the process.
    await app.close();
    throw error;
  }
};
