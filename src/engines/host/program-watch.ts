import { Failure } from "../../domain/failure.ts";
import { processorSeconds } from "../../processes/processor-seconds.ts";
import { oneLine } from "./one-line.ts";
import type { Program } from "./program.ts";

/** A program that is at work and says nothing is believed so many times as long as one that does nothing. */
const PATIENCE_WITH_WORK = 20;

/**
 * What the work of a program gives.
 * @throws {Failure} `engine-lost` when the program ended first, or showed no sign of work for `stallMs`: it used no
 * processor time (Linux only), or went on for too long with nothing to show
 */
export async function watchWork<Result>(
  program: Program,
  { name, stallMs }: { readonly name: string; readonly stallMs: number },
  work: () => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const result = Promise.race([
    work(),
    program.ended.then((how) => {
      throw programLost(name, program, how);
    }),
    stall(program, stallMs, stop.signal).then(() => {
      const seconds = Math.round(stallMs / 1000);
      throw new Failure(
        "engine-lost",
        `The engine process of ${name} gave no sign of work for ${seconds} s and was ended`,
      );
    }),
  ]);
  return result.finally(() => stop.abort());
}

/** Ends when the program has done nothing for too long, and never otherwise. The signal stops the watch. */
async function stall({ pid }: Program, stallMs: number, signal: AbortSignal): Promise<void> {
  const spent = async () => (pid === undefined ? 0 : processorSeconds(pid));
  const begun = Date.now();
  let before = await spent();
  return new Promise((resolve) => {
    const timer = setInterval(async () => {
      const now = await spent();
      const isWorking = now > before && Date.now() - begun < PATIENCE_WITH_WORK * stallMs;
      before = now;
      if (isWorking) return;
      clearInterval(timer);
      resolve();
    }, stallMs);
    timer.unref();
    if (signal.aborted) clearInterval(timer);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  });
}

/** Says that a program has ended that nobody here ended. */
export function programLost(name: string, program: Program, how: number | string): Failure {
  const why = lastComplaint(program);
  return new Failure("engine-lost", `The engine process of ${name} ended unexpectedly (${how})${why && `: ${why}`}`);
}

/** The last line of a program's talk that names a cause; empty where none does. */
export function lastComplaint(program: Program): string {
  const lines = program.said().split("\n");
  return oneLine(lines.findLast((line) => /error|failed/i.test(line)) ?? "");
}
