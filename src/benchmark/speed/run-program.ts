import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { processFamily } from "./process-family.ts";

/** How to start a program, and with what environment. */
export interface ProgramCall {
  readonly command: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends the program. */
  readonly signal: AbortSignal;
}

/** What a program wrote, how it ended and what it took. */
export interface ProgramEnd {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** The most memory that one process of it held; 0 where it ended too soon to be seen. */
  readonly peakBytes: number;
}

/** Often enough: on Linux the system itself remembers the most a process held, so that only its end can be missed. */
const LOOK_EVERY_MS = 250;

/**
 * Runs a program to its end and watches the memory of its processes.
 * @throws the system's error, such as `ENOENT`, where it cannot be started; the signal's reason after an abort.
 */
export async function runProgram({ command, words, environment, signal }: ProgramCall): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const child = spawn(command, words, { env: { ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => child.kill();
  signal.addEventListener("abort", stop);
  let peakBytes = 0;
  const look = async () => {
    if (child.pid === undefined) return;
    const family = await processFamily(child.pid).catch(() => []);
    peakBytes = Math.max(peakBytes, ...family.map(({ memoryBytes }) => memoryBytes));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    signal.throwIfAborted();
    return { stdout, stderr, code, peakBytes };
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", stop);
  }
}
