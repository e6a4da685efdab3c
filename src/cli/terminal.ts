import type { Readable, Writable } from "node:stream";

/** A stream to write to that may be a screen. */
export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** All that a command uses of the process it runs in. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Results alone go here. */
  readonly stdout: Screen;
  /** Everything said beside the result goes here. */
  readonly stderr: Screen;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Fires when the person or the system asks the process to end, and when nobody reads its result any more. */
  readonly signal: AbortSignal;
}

/** Nobody reads the result any more, as behind `| head`. A reason to stop, not a failure. */
export class ResultNotRead extends Error {
  override readonly name = "ResultNotRead";
}

/**
 * Writes a part of the result and waits until it is taken.
 * @throws {ResultNotRead} when the reader has gone.
 */
export async function print({ stdout }: Pick<Terminal, "stdout">, text: string): Promise<void> {
  if (text === "") return;
  await new Promise<void>((taken, refused) => {
    stdout.write(text, (error) => (error ? refused(isClosedPipe(error) ? new ResultNotRead() : error) : taken()));
  });
}

/** Says one line to the person. Line breaks and control characters inside, as file names may have them, become spaces. */
export function say({ stderr }: Pick<Terminal, "stderr">, line: string): void {
  stderr.write(`${line.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trimEnd()}\n`);
}

/** Whether a write failed because the other end of the pipe is closed. */
export function isClosedPipe(error: NodeJS.ErrnoException): boolean {
  return error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
}
