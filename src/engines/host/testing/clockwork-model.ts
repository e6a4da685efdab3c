import type { LoadModel } from "../protocol.ts";

/** What the stand-in model is told to do; it computes nothing, so that the host alone is under test. */
export interface ClockworkInput {
  readonly do: "count" | "fail" | "crash" | "hang" | "work" | "ignore-the-signal";
  /** How far to count. */
  readonly to?: number;
  /** How long to work. */
  readonly ms?: number;
}

type Run = (input: ClockworkInput, options: { alive: () => void; signal: AbortSignal }) => AsyncIterable<number>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Works in steps of 50 ms, each a sign of life, and ends with its process id. */
const work: Run = async function* ({ ms = Number.POSITIVE_INFINITY }, { alive, signal }) {
  for (let spent = 0; spent < ms; spent += 50) {
    signal.throwIfAborted();
    alive();
    await pause(50);
  }
  yield process.pid;
};

const RUNS: Record<ClockworkInput["do"], Run> = {
  async *count({ to = 0 }) {
    for (let i = 1; i <= to; i++) yield i;
  },
  async *fail() {
    yield* [];
    throw new Error("no answer to this");
  },
  async *crash() {
    yield* [];
    process.kill(process.pid, "SIGKILL");
  },
  async *hang() {
    yield* [];
    await pause(600_000);
  },
  work,
  "ignore-the-signal": (input, { alive }) => work(input, { alive, signal: new AbortController().signal }),
};

export const load: LoadModel<{ refuse?: boolean }, ClockworkInput, number> = async ({ refuse }) => {
  if (refuse) throw new Error("the file\nis damaged");
  return { run: (input, options) => RUNS[input.do](input, options) };
};
