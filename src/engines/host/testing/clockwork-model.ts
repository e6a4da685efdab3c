import { setTimeout as pause } from "node:timers/promises";
import type { Conduct, LoadModel } from "../protocol.ts";

/** What the stand-in model is told to do; it computes nothing, so that the host alone is under test. */
export interface ClockworkInput {
  readonly do: "count" | "fail" | "crash" | "hang" | "work" | "ignore-the-signal" | "step" | "tell-stopped";
  /** How far to count, how many steps to take. */
  readonly to?: number;
  /** How long to work, how long a step takes. */
  readonly ms?: number;
  /** Makes the question as large as one with sound. */
  readonly load?: Float32Array;
}

type Run = (input: ClockworkInput, conduct: Conduct) => AsyncIterable<number>;

/** Steps of all questions since the start. */
let steps = 0;
/** Stepping questions that were stopped by the signal. */
let stopped = 0;

/** Works in steps of 50 ms, each a sign of life, and ends with its process id. */
const work: Run = async function* ({ ms = Number.POSITIVE_INFINITY }, { turn }) {
  for (let spent = 0; spent < ms; spent += 50) {
    await turn();
    await pause(50);
  }
  yield process.pid;
};

const clock = new Int32Array(new SharedArrayBuffer(4));

/** Takes steps that hold the event loop, as native calls do, and says of each the how manyth of all it was. */
const step: Run = async function* ({ to = 0, ms = 1 }, { turn, signal }) {
  try {
    for (let i = 0; i < to; i++) {
      await turn();
      Atomics.wait(clock, 0, 0, ms);
      yield ++steps;
    }
  } finally {
    if (signal.aborted) stopped++;
  }
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
  "ignore-the-signal": (input, { turn, signal }) => work(input, { turn: () => turn().catch(() => {}), signal }),
  step,
  async *"tell-stopped"() {
    yield stopped;
  },
};

export const load: LoadModel<{ refuse?: boolean }, ClockworkInput, number> = async ({ refuse }) => {
  if (refuse) throw new Error("the file\nis damaged");
  return { run: (input, conduct) => RUNS[input.do](input, conduct) };
};
