import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("scribewell.ts", import.meta.url));

/** The words after `node` that start the program from its sources. */
export const nodeWords = (words: readonly string[]) => [PROGRAM, ...words];

/** Starts the program in a process of its own, with exactly this environment. */
export function startScribewell(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, nodeWords(words), { env: environment });
}

/** What a process wrote and how it ended. */
export async function endOf(child: ChildProcessWithoutNullStreams) {
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, code };
}

/** Runs the program to its end, with a file or nothing on standard input. */
export async function runScribewell(words: readonly string[], environment: NodeJS.ProcessEnv, input?: string) {
  const child = startScribewell(words, environment);
  if (input === undefined) child.stdin.end();
  else createReadStream(input).pipe(child.stdin);
  return endOf(child);
}
