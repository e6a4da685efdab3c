import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScribewell } from "../../src/cli/testing/run-scribewell.ts";
import { MODELS_MIRROR } from "./speech.ts";

/** `scribewell serve` from its sources, in a process of its own. */
export interface RunningService {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the start of the process until it served. */
  readonly startMs: number;
  /** Ends it without a word. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits. Gives its exit code. Harmless when it has ended. */
  stop(): Promise<number | null>;
}

type Settings = Readonly<Record<string, string>>;

/** What a service has to itself, gone again after a test. */
export interface Workplace {
  readonly folder: string;
  /** The environment of this process, with directories of this workplace. */
  readonly environment: NodeJS.ProcessEnv;
  /** A service on a free port and on the data directory of this workplace. */
  start(settings?: Settings): Promise<RunningService>;
  /** Ends what was started and deletes the directories. */
  clear(): Promise<void>;
}

/** An empty data directory and an empty directory for models. */
export async function openWorkplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), "scribewell-journey-"));
  const services: RunningService[] = [];
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: join(folder, "data"),
    MODELS_DIR: join(folder, "models"),
    MODELS_MIRROR,
    // Each job is to be worked on, though recordings come more than once.
    RESULT_CACHE: "off",
  };
  return {
    folder,
    environment,
    async start(settings = {}) {
      const service = await startService({ ...environment, ...settings });
      services.push(service);
      return service;
    },
    async clear() {
      await Promise.all(services.map((service) => service.kill()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startService(environment: NodeJS.ProcessEnv): Promise<RunningService> {
  const begun = performance.now();
  const child = startScribewell(["serve", "--port", "0"], environment);
  const gone = once(child, "exit");
  child.stdout.resume();
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
      const [, address] = /serves on (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    gone.then(() => reject(new Error(`The service did not start: ${said}`)), reject);
  });
  return {
    url,
    pid: child.pid ?? 0,
    startMs: performance.now() - begun,
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
    async stop() {
      child.kill("SIGTERM");
      await gone;
      return child.exitCode;
    },
  };
}
