import { Readable, Writable } from "node:stream";
import type { Screen, Terminal } from "../terminal/terminal.ts";

/** A terminal that keeps what is written to it, for commands that run inside a test. */
export interface PlayTerminal {
  readonly terminal: Terminal;
  stdout(): string;
  stderr(): string;
}

export function playTerminal({
  environment = {},
  signal = new AbortController().signal,
  stdin = Readable.from([]),
  columns,
}: Partial<Pick<Terminal, "environment" | "signal" | "stdin">> & {
  /** Makes standard output a screen of this width. */
  columns?: number;
} = {}): PlayTerminal {
  const out = sink();
  const err = sink();
  const stdout: Screen = columns === undefined ? out.stream : Object.assign(out.stream, { isTTY: true, columns });
  return {
    terminal: { stdin, stdout, stderr: err.stream, environment, signal },
    stdout: out.text,
    stderr: err.text,
  };
}

function sink() {
  let written = "";
  const stream = new Writable({
    write(chunk, _encoding, taken) {
      written += chunk;
      taken();
    },
  });
  return { stream, text: () => written };
}
