import { createInterface } from "node:readline";
import { Failure } from "../../../domain/failure.ts";
import { oneLine } from "../../host/one-line.ts";
import { startProgram } from "../../host/program.ts";

export interface Step {
  readonly command: string;
  readonly args: readonly string[];
  /** What mends it when it fails. */
  readonly remedy: string;
  readonly onLine?: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs a program to its end and gives what it wrote to its standard output. An abort kills it, and so does our own end.
 * @throws {Failure} `engine-unavailable` when it cannot be run or fails, with the line that says why
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
  throw new Failure("engine-unavailable", `${command} failed (${how})${complaintIn(program.said())}. ${remedy}`);
}

/** pip says first what it lacked and last what it advises. */
function complaintIn(said: string): string {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  const why = oneLine(lines.find((line) => /error:/i.test(line)) ?? lines.at(-1) ?? "").replace(/\.$/, "");
  return why && `: ${why}`;
}

/** pip is set up by whoever installs: index, proxies, certificates, cache. No engine gets this. */
function ownEnvironment(): Record<string, string> {
  // biome-ignore lint/style/noProcessEnv: these are no settings of ours but those of pip.
  const ours = Object.entries(process.env);
  return Object.fromEntries(ours.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
