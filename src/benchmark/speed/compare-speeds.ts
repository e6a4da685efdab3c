import { type WordErrors, wordErrors } from "../word-errors.ts";
import type { System, TimedRun } from "./system.ts";

/** A recording to measure with. */
export interface SpeedFile {
  readonly path: string;
  /** What is said in it; without it no words are counted. */
  readonly truth?: string;
}

/** One run of one system over one recording. */
export interface SpeedRun extends Omit<TimedRun, "recordingSeconds"> {
  readonly system: string;
  readonly file: string;
  /** Counted from 1. */
  readonly round: number;
  readonly recordingSeconds: number | null;
  /** Null without a truth. */
  readonly wordErrors: WordErrors | null;
}

/**
 * Runs every system over every recording once a round, the rounds one after another, so that a slow minute of the machine
 * meets them all. `onRun` is told of each run as it ends.
 * @throws {Failure} of the first system that fails.
 */
export async function compareSpeeds({
  systems,
  files,
  rounds,
  language,
  onRun,
  signal,
}: {
  systems: readonly System[];
  files: readonly SpeedFile[];
  rounds: number;
  language: string;
  onRun: (run: SpeedRun) => void;
  signal: AbortSignal;
}): Promise<SpeedRun[]> {
  const runs: SpeedRun[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const file of files) {
      for (const system of systems) {
        const { recordingSeconds = null, ...timed } = await system.run(file.path, signal);
        const errors = file.truth === undefined ? null : wordErrors(file.truth, timed.text, language);
        const run = { ...timed, system: system.name, file: file.path, round, recordingSeconds, wordErrors: errors };
        runs.push(run);
        onRun(run);
      }
    }
  }
  return runs;
}
