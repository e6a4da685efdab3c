import { once } from "node:events";
import { pause } from "../../bench/service/running-service.ts";
import { startScribewell } from "../../src/cli/testing/run-scribewell.ts";

/** A command of ours that runs in a process of its own. */
export interface StartedCommand {
  /** All it has said on both outputs. */
  readonly said: () => string;
  /** Resolves when it has ended, with its exit code. */
  ended(): Promise<number | null>;
  /** Ends it. @returns its exit code */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Commands that run beside each other on one database. */
export interface ClusterProcesses {
  run(words: readonly string[], settings?: Readonly<Record<string, string>>): StartedCommand;
  /** An API on a free port, when it serves. */
  api(): Promise<{ readonly started: StartedCommand; readonly url: string }>;
  /** A worker, when it works. */
  worker(): Promise<StartedCommand>;
  /** All that was started so far. */
  readonly started: readonly StartedCommand[];
  kill(): Promise<void>;
}

/** @param environment gives what each process is started with */
export function clusterProcesses(environment: () => NodeJS.ProcessEnv): ClusterProcesses {
  const started: StartedCommand[] = [];

  function run(words: readonly string[], settings: Readonly<Record<string, string>> = {}): StartedCommand {
    const child = startScribewell(words, { ...environment(), ...settings });
    const gone = once(child, "exit");
    let said = "";
    const hear = (text: Buffer) => {
      said += text;
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    const command = {
      said: () => said,
      async ended() {
        await gone;
        return child.exitCode;
      },
      async kill(signal: NodeJS.Signals = "SIGTERM") {
        child.kill(signal);
        await gone;
        return child.exitCode;
      },
    };
    started.push(command);
    return command;
  }

  return {
    run,
    started,
    async api() {
      const command = run(["api", "--port", "0"]);
      return { started: command, url: await says(command, /serves on (\S+)/) };
    },
    async worker() {
      const command = run(["worker"]);
      await says(command, /"msg":"working"/);
      return command;
    },
    async kill() {
      await Promise.all(started.map((command) => command.kill("SIGKILL")));
    },
  };
}

/** Waits until it says something. @returns the pattern's first group */
export async function says({ said }: StartedCommand, pattern: RegExp): Promise<string> {
  for (;;) {
    const found = pattern.exec(said());
    if (found) return found[1] ?? "";
    await pause(50);
  }
}
