import { createInterface } from "node:readline";
import { Failure } from "../../domain/failure.ts";
import { oneLine } from "./one-line.ts";
import { startProgram } from "./program.ts";

/** One command of an installation. */
export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  /** What to do when it fails, or is not there. */
  readonly remedy: string;
  /** Given each line of its standard output. */
  readonly onLine?: (line: string) => void;
  readonly signal: AbortSignal;
}

/** A shell's way to say that a program is not there. */
const NOT_FOUND = 127;

/**
 * Runs a program to its end and gives what it wrote to its standard output. An abort kills it with all it has started, and so
 * does our own end. It has the environment of whoever installs: registries, proxies and compilers are set there.
 * @throws {Failure} `engine-unavailable` when it is not there or fails, with the line that says why
 */
export async function runStep({ command, args, remedy, onLine, signal }: Step): Promise<string> {
  signal.throwIfAborted();
  const program = startProgram({ command, args, environment: ownEnvironment() });
  const abort = () => void program.kill();
  signal.addEventListener("abort", abort, { once: true });
  const lines: string[] = [];
  for await (const line of createInterface({ input: program.output })) {
    lines.push(line);
    onLine?.(line);
  }
  const how = await program.ended;
  signal.removeEventListener("abort", abort);
  signal.throwIfAborted();
  if (how === 0) return lines.join("\n");
  if (how === NOT_FOUND || how === "ENOENT")
    throw new Failure("engine-unavailable", `${command} is not on this machine. ${remedy}`);
  const why = complaintIn(program.said().split("\n"), lines);
  throw new Failure("engine-unavailable", `${command} failed (${how})${why && `: ${why}`}. ${remedy}`);
}

/** Compilers and pip say first what is wrong, and last what they advise. */
function complaintIn(said: readonly string[], output: readonly string[]): string {
  const lines = [...said, ...output].filter((line) => line.trim() !== "");
  return oneLine(lines.find((line) => /\berror\b/i.test(line)) ?? lines.at(-1) ?? "").replace(/\.$/, "");
}

function ownEnvironment(): Record<string, string> {
  // biome-ignore lint/style/noProcessEnv: these are no settings of ours but those of npm, pip and compilers.
  const ours = Object.entries(process.env);
  return Object.fromEntries(ours.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
