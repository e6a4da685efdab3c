import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { Failure } from "../domain/failure.ts";
import { childEnvironment } from "../processes/child-environment.ts";
import type { Ffmpeg } from "./find-ffmpeg.ts";
import { lineSplitter } from "./line-splitter.ts";

/** How a run of ffmpeg came to its end. */
export interface Ending {
  /** It ended by itself and reported success. */
  readonly ok: boolean;
  /** It gave nothing for longer than `stallMs` while somebody waited, and was killed. */
  readonly stalled: boolean;
}

/** One running ffmpeg. */
export interface FfmpegProcess {
  /** What it writes to stdout. Reading slowly slows ffmpeg. Ends early, without an error, when it is killed. */
  readonly output: AsyncIterable<Buffer>;
  /** Settles when the process is gone and every line was handed on. @throws {Failure} `decoder-unavailable` when it could not be started. */
  readonly ended: Promise<Ending>;
  /** Kills it if it still runs and waits until it is gone. Running it twice is fine. */
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly stallMs: number;
  readonly onLine: (line: string) => void;
}

/**
 * Starts ffmpeg without a shell, with a bare environment and without stdin.
 * The signal kills it at once; so does `stallMs` without output, counted only while a reader waits for some.
 */
export function startFfmpeg(
  ffmpeg: Ffmpeg,
  args: readonly string[],
  { signal, stallMs, onLine }: RunOptions,
): FfmpegProcess {
  signal.throwIfAborted();
  const child = spawn(ffmpeg.file, [...ffmpeg.leadingArgs, ...args], {
    env: childEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  const kill = (): void => void child.kill("SIGKILL");
  signal.addEventListener("abort", kill, { once: true });

  let stalled = false;
  const gone = endOf(child).finally(() => signal.removeEventListener("abort", kill));
  const spoken = handOnLines(child.stderr, onLine);
  const ended = Promise.all([gone, spoken]).then(([ok]) => ({ ok, stalled }));
  // Whoever awaits `ended` learns of a failed start; an unread promise must not end the whole process.
  ended.catch(() => {});

  return {
    ended,
    output: readWithin(child.stdout, stallMs, () => {
      stalled = true;
      kill();
    }),
    async stop() {
      kill();
      child.stdout.destroy();
      child.stderr.destroy();
      await gone.catch(() => {});
    },
  };
}

function endOf(child: Child): Promise<boolean> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => resolve(code === 0));
    child.once("error", (cause) => {
      reject(
        new Failure("decoder-unavailable", "The decoder could not be started; `scribewell doctor` says more.", {
          cause,
        }),
      );
    });
  });
}

function handOnLines(stderr: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = lineSplitter(onLine);
  stderr.on("data", (bytes: Buffer) => lines.push(bytes));
  stderr.on("error", () => {});
  return new Promise((resolve) => {
    stderr.once("close", () => {
      lines.end();
      resolve();
    });
  });
}

async function* readWithin(stdout: Readable, stallMs: number, onStall: () => void): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = stdout.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]();
  for (;;) {
    let waiting = true;
    // After a long stop of this process itself the timer fires before the bytes that wait are read: look once more after them.
    const timer = setTimeout(() => setImmediate(() => waiting && onStall()), stallMs);
    // A stream destroyed by a failed start or by `stop` rejects; `ended` tells the reason.
    const next = await chunks.next().catch(() => ({ done: true, value: undefined }) as const);
    waiting = false;
    clearTimeout(timer);
    if (next.done) return;
    yield next.value;
  }
}
