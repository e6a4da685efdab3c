import type { Readable, Writable } from "node:stream";
import type { Failure } from "../../domain/failure.ts";
import { writeFailure } from "./write-failure.ts";

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
 * @throws {Failure} `disk-full`, `output-unwritable` when standard output is a file.
 */
export async function print({ stdout }: Pick<Terminal, "stdout">, text: string): Promise<void> {
  if (text === "") return;
  await new Promise<void>((taken, refused) => {
    stdout.write(text, (error) => (error ? refused(resultLost(error)) : taken()));
  });
}

/** Says one line to the person. Line breaks and control characters inside, as file names may have them, become spaces. */
export function say({ stderr }: Pick<Terminal, "stderr">, line: string): void {
  stderr.write(`${withoutControls(line).trimEnd()}\n`);
}

/** A text in one line that moves no cursor and changes no colour, whoever wrote it. */
export const withoutControls = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]+/gu, " ");

/** What it means that a part of the result could not be written. */
export function resultLost(error: NodeJS.ErrnoException): ResultNotRead | Failure {
  const closed = error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
  return closed ? new ResultNotRead() : writeFailure("standard output", error, "Write it elsewhere.");
}
