import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Failure } from "../../../domain/failure.ts";
import { killGroup } from "../../host/kill-group.ts";
import { oneLine } from "../../host/one-line.ts";

export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  readonly directory?: string;
  /** What to do when the command is not there. */
  readonly remedy: string;
  readonly onLine?: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Lines kept to tell why a step failed. */
const TAIL_LINES = 40;

/**
 * Runs a program to its end and gives what it wrote to its standard output. An abort kills it.
 * It has the environment of whoever installs: registries, proxies and compilers are set there.
 * @throws {Failure} `engine-unavailable` when it is not there or fails, with the line that says why
 */
export async function runStep({ command, args, directory, remedy, onLine, signal }: Step): Promise<string> {
  signal.throwIfAborted();
  const child = spawn(command, args, {
    ...(directory !== undefined && { cwd: directory }),
    stdio: ["ignore", "pipe", "pipe"],
    // What it starts in its turn is of its group, and ends with it.
    detached: process.platform !== "win32",
  });
  const abort = () => killGroup(child);
  signal.addEventListener("abort", abort, { once: true });
  const said: string[] = [];
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      said.push(line);
      if (said.length > TAIL_LINES) said.shift();
      onLine?.(line);
    });
  }
  const [code] = await once(child, "close")
    .catch((error: NodeJS.ErrnoException) => {
      throw new Failure("engine-unavailable", `${command} could not be run (${error.code}). ${remedy}`, {
        cause: error,
      });
    })
    .finally(() => signal.removeEventListener("abort", abort));
  signal.throwIfAborted();
  if (code === 0) return output;
  const why = oneLine(said.findLast((line) => /error/i.test(line)) ?? said.at(-1) ?? "");
  throw new Failure("engine-unavailable", `${command} failed (${code})${why && `: ${why}`}. ${remedy}`);
}
