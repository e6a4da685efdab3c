import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { childEnvironment } from "../../processes/child-environment.ts";
import { killGroup } from "./kill-group.ts";
import { limitFor, SET_LIMIT, UNDER_LIMIT } from "./program-under.ts";

/** A program that is no Node of ours, from its start to its end. It dies with this process, however that ends. */
export interface Program {
  readonly pid: number | undefined;
  readonly isAlive: boolean;
  /** Absent for a program that is not spoken to: its end is what tells that this process has ended. */
  readonly input: Writable | undefined;
  readonly output: Readable;
  /** The end of what it wrote to its standard error. */
  said(): string;
  /** How it ended: its exit code, the signal, or the code of the error that kept it from starting. Never rejects. */
  readonly ended: Promise<number | string>;
  /** Aborted when it ends, with how it ended as the reason: for whoever stops listening before that. */
  readonly end: AbortSignal;
  /** Kills it and waits until it is gone. May be called twice. */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Beside the bare one that every child process gets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The most memory it may take for data, in megabytes. Held on Linux alone. */
  readonly memoryMb?: number | undefined;
  /** Whether it reads questions from its standard input, and ends with it. Any other is watched by a shell beside it. */
  readonly readsInput?: boolean;
}

/** Room for what native code says of its backends before the line with the cause. */
const STDERR_TAIL = 8_000;
const LAST_WORDS_MS = 500;

/**
 * The shell becomes the program, and what it leaves beside it kills the group when our end of the pipe closes: a process
 * that is killed has no time to end its children.
 */
const WATCHED = `if [ -n "$0" ]; then ${SET_LIMIT}; fi; exec 3<&0; ( cat <&3; kill -s KILL -- -$$ ) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-`;

/** Starts a program in a process group of its own. */
export function startProgram({ environment = {}, ...options }: ProgramOptions): Program {
  const { command, args } = underShell(options);
  const child = spawn(command, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...childEnvironment(), ...environment },
    // A group can be killed whole; Ctrl-C in a terminal does not reach it.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const said = tailOf(child.stderr);
  const end = new AbortController();
  const ended = new Promise<number | string>((resolve) => {
    const tell = (how: number | string) => {
      end.abort(how);
      // What it started has nobody to work for.
      killGroup(child);
      void lastWords(child.stderr).then(() => resolve(how));
    };
    child.once("exit", (code, signal) => tell(code ?? signal ?? "unknown"));
    child.once("error", (error) => tell("code" in error ? String(error.code) : error.message));
  });
  // Writing to a program that has just ended fails; its end is told by `ended`.
  child.stdin.on("error", () => {});
  return {
    pid: child.pid,
    get isAlive() {
      return child.pid !== undefined && !end.signal.aborted;
    },
    input: options.readsInput ? child.stdin : undefined,
    output: child.stdout,
    said,
    ended,
    end: end.signal,
    async kill() {
      if (!end.signal.aborted) killGroup(child);
      await ended;
    },
  };
}

function underShell({ command, args, memoryMb, readsInput }: Omit<ProgramOptions, "environment">): {
  command: string;
  args: string[];
} {
  const limit = limitFor(memoryMb);
  if (process.platform === "win32" || (readsInput && limit === "")) return { command, args: [...args] };
  return { command: "/bin/sh", args: ["-c", readsInput ? UNDER_LIMIT : WATCHED, limit, command, ...args] };
}

/** What it said last comes a moment after its end. */
async function lastWords(stream: Readable): Promise<void> {
  if (stream.readableEnded || stream.destroyed) return;
  await Promise.race([once(stream, "close"), pause(LAST_WORDS_MS, undefined, { ref: false })]).catch(() => {});
}

function tailOf(stream: Readable): () => string {
  let tail = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-STDERR_TAIL);
  });
  return () => tail;
}
