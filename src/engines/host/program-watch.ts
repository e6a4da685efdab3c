import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../../domain/failure.ts";
import { processorSeconds } from "../../processes/processor-seconds.ts";
import { oneLine } from "./one-line.ts";
import type { Program } from "./program.ts";

/** A program that is at work and says nothing is believed so many times as long as one that does nothing. */
const PATIENCE_WITH_WORK = 20;
/** From the end of what a program says to its own end. */
const LAST_BREATH_MS = 500;

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
    work().catch((cause) => afterItsEnd(program, cause, stop.signal)),
    untilEnd(program, stop.signal).then((how) => {
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

/** Work fails a moment before the end of a program is known that causes it: then the end is what is told. */
async function afterItsEnd(program: Program, cause: unknown, signal: AbortSignal): Promise<never> {
  if (!(cause instanceof Failure))
    await Promise.race([untilEnd(program, signal), pause(LAST_BREATH_MS, undefined, { ref: false })]);
  throw cause;
}

/** How the program ended. Deaf once the signal says so: else what each question gave would be kept until that end. */
function untilEnd({ end }: Program, signal: AbortSignal): Promise<number | string> {
  return new Promise((resolve) => {
    if (end.aborted) resolve(end.reason);
    else end.addEventListener("abort", () => resolve(end.reason), { once: true, signal });
  });
}

/** Ends when the program has done nothing for too long, and never otherwise. The signal stops the watch. */
async function stall({ pid }: Program, stallMs: number, signal: AbortSignal): Promise<void> {
  const spent = async () => (pid === undefined ? 0 : processorSeconds(pid));
  const begun = Date.now();
  let before = await spent();
  return new Promise((resolve) => {
    const timer = setInterval(async () => {
      const now = await spent();
      const isWorking = (now === null || now > (before ?? 0)) && Date.now() - begun < PATIENCE_WITH_WORK * stallMs;
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
  return oneLine(lines.findLast((line) => /error|failed|not found/i.test(line)) ?? "");
}
