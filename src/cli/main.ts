import { runCommandLine } from "./run-command-line.ts";
import { abortOnSignals } from "./terminal/interruption.ts";
import { resultLost } from "./terminal/terminal.ts";

/** Runs the program with the words, streams and signals of a process. Gives the exit code; never throws. */
export async function main(process: NodeJS.Process): Promise<number> {
  const { stdin, stdout, stderr, env: environment } = process;
  const controller = new AbortController();
  abortOnSignals(process, controller);
  stdout.on("error", (error) => controller.abort(resultLost(error)));
  // Nobody is left to be told.
  stderr.on("error", () => {});
  return runCommandLine(process.argv.slice(2), { stdin, stdout, stderr, environment, signal: controller.signal });
}
