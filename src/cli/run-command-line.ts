import { existsSync } from "node:fs";
import { Failure } from "../domain/failure.ts";
import type { Command } from "./arguments/command-line.ts";
import { didYouMean } from "./arguments/nearest.ts";
import { version } from "./arguments/version.ts";
import { EXIT, exitCodeOf, sayFailure } from "./terminal/failure-line.ts";
import { Interruption } from "./terminal/interruption.ts";
import { print, ResultNotRead, say, type Terminal } from "./terminal/terminal.ts";
import { hasScheme } from "./transcribing/output-plan.ts";

/** Every command, loaded when it is called: `--version` waits for none of them. */
const COMMANDS: Readonly<Record<string, { summary: string; load: () => Promise<Command> }>> = {
  transcribe: {
    summary: "recordings to text or subtitles",
    load: async () => (await import("./commands/transcribe.ts")).transcribeCommand,
  },
  serve: {
    summary: "the HTTP API, and a worker for what is sent to it",
    load: async () => (await import("./commands/serve.ts")).serveCommand,
  },
  api: {
    summary: "the HTTP API alone, for workers elsewhere",
    load: async () => (await import("./commands/api.ts")).apiCommand,
  },
  worker: {
    summary: "a worker alone, as many as you like",
    load: async () => (await import("./commands/worker.ts")).workerCommand,
  },
  jobs: {
    summary: "the jobs of a service: list, show, cancel, retry, get results",
    load: async () => (await import("./commands/jobs.ts")).jobsCommand,
  },
  keys: {
    summary: "who may ask the service: make, list, change and end keys",
    load: async () => (await import("./commands/keys.ts")).keysCommand,
  },
  users: {
    summary: "people who may sign in: invite, list, change and remove them",
    load: async () => (await import("./commands/users.ts")).usersCommand,
  },
  migrate: {
    summary: "bring the service's database up to date",
    load: async () => (await import("./commands/migrate.ts")).migrateCommand,
  },
  openapi: {
    summary: "print the description of the HTTP API",
    load: async () => (await import("./commands/openapi.ts")).openapiCommand,
  },
  watch: {
    summary: "transcribe what comes into a directory",
    load: async () => (await import("./commands/watch.ts")).watchCommand,
  },
  models: {
    summary: "list, fetch, add, remove and verify models",
    load: async () => (await import("./commands/models.ts")).modelsCommand,
  },
  engines: {
    summary: "list what recognises speech here, and install more of it",
    load: async () => (await import("./commands/engines.ts")).enginesCommand,
  },
  bench: {
    summary: "measure speed and accuracy on this machine",
    load: async () => (await import("./commands/bench.ts")).benchCommand,
  },
  doctor: {
    summary: "check that everything needed is here, and say what mends it",
    load: async () => (await import("./commands/doctor.ts")).doctorCommand,
  },
};

/**
 * Finds the command, runs it, and says in one line what went wrong.
 * Gives the exit code: 0 done, 1 failed, 2 wrong use, 130 interrupted. Never throws.
 */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(words, terminal);
  } catch (error) {
    const reason: unknown = terminal.signal.aborted ? terminal.signal.reason : error;
    if (reason instanceof ResultNotRead) return EXIT.done;
    if (reason instanceof Interruption) {
      say(terminal, "scribewell: interrupted");
      return reason.exitCode;
    }
    sayFailure(terminal, reason);
    return exitCodeOf(reason);
  }
}

async function dispatch([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined) {
    terminal.stderr.write(overview());
    return EXIT.wrongUse;
  }
  if (name === "--version" || name === "-v" || name === "version") return answer(terminal, `${version()}\n`);
  if (name === "--help" || name === "-h" || (name === "help" && !rest[0])) return answer(terminal, overview());
  if (name === "help" && rest[0]) return answer(terminal, helpOf(await commandOf(rest[0]), rest[1]));
  const command = await commandOf(name);
  if (asksForHelp(rest)) return answer(terminal, helpOf(command, rest[0]));
  return command.run(rest, terminal);
}

async function commandOf(name: string): Promise<Command> {
  if (Object.hasOwn(COMMANDS, name)) {
    const found = COMMANDS[name];
    if (found) return found.load();
  }
  const recording = !name.startsWith("-") && (hasScheme(name) || existsSync(name));
  const hint = recording
    ? ` To transcribe it: scribewell transcribe ${name}`
    : `${didYouMean(name, Object.keys(COMMANDS))} "scribewell --help" lists them.`;
  throw new Failure("option-invalid", `There is no command "${name}".${hint}`);
}

function helpOf({ help, parts = {} }: Command, part = ""): string {
  return (Object.hasOwn(parts, part) ? parts[part]?.help : undefined) ?? help;
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return (end < 0 ? words : words.slice(0, end)).some((word) => word === "--help" || word === "-h");
}

async function answer(terminal: Terminal, text: string): Promise<number> {
  await print(terminal, text);
  return EXIT.done;
}

function overview(): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`);
  return `Scribewell ${version()}: speech to text on your own machine.

  scribewell COMMAND [flags]

${rows.join("\n")}

  scribewell COMMAND --help explains each.
  scribewell --version prints the version.

Examples
  scribewell transcribe talk.mp3
  scribewell transcribe lecture.mp4 --format srt --output subtitles
  scribewell doctor
`;
}
