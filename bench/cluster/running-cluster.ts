import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("cluster-process.ts", import.meta.url));

/** One process of a cluster, which is started again under the same name and port when it has ended. */
export interface Member {
  readonly name: string;
  readonly kind: "api" | "worker";
  /** Where it answers; of a worker null. */
  url(): string | null;
  pid(): number | undefined;
  /** Starts it, and resolves when it answers or works. Harmless where it runs. */
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with its exit code when it has ended; at once where it does not run. */
  ended(): Promise<number | null>;
}

/**
 * A member that is not started yet.
 * @param settings its environment beside that of this process; what it logs goes to `folder`
 */
export function member(
  name: string,
  { kind, folder, settings }: { kind: "api" | "worker"; folder: string; settings: Readonly<Record<string, string>> },
): Member {
  let child: ChildProcess | undefined;
  let address: string | null = null;
  const isAlive = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    name,
    kind,
    url: () => address,
    pid: () => (isAlive() ? child?.pid : undefined),
    async start() {
      if (isAlive()) return;
      const log = openSync(join(folder, `${name}.log`), "a");
      const port = address === null ? "0" : new URL(address).port;
      const started = spawn(process.execPath, ["--import", "tsx", PROGRAM, kind], {
        env: { ...process.env, NODE_OPTIONS: "", ...settings, PORT: port },
        stdio: ["ignore", log, "pipe"],
      });
      child = started;
      address = (await untilReady(started)) ?? address;
    },
    signal: (signal) => void (isAlive() && child?.kill(signal)),
    async ended() {
      if (isAlive() && child) await once(child, "exit");
      return child?.exitCode ?? null;
    },
  };
}

/** Tells all of them, and resolves when they have ended. */
export async function endAll(members: readonly Member[], signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  for (const each of members) each.signal(signal);
  await Promise.all(members.map((each) => each.ended()));
}

/** Its address, where it says one. One that is killed before is as good as started. */
function untilReady(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let said = "";
    child.stderr?.on("data", (text) => {
      said += text;
      const [, url] = /serves on (\S+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
      else if (/^works$/m.test(said)) resolve(null);
    });
    child.once("exit", (code) => {
      if (code) console.error(`a member ended with ${code}: ${said.slice(-2_000)}`);
      resolve(null);
    });
  });
}
