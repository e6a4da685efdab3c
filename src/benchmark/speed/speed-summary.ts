import { groupBy } from "../group-by.ts";
import { median } from "../quantile.ts";
import { rate } from "../word-errors.ts";
import type { SpeedRun } from "./compare-speeds.ts";

/** What one system did with one recording over all rounds. Medians, but for memory. */
export interface SystemSpeed {
  readonly system: string;
  readonly seconds: number;
  /** How many times faster than playing it; null where nobody said how long it is. */
  readonly timesRealTime: number | null;
  readonly processorSeconds: number | null;
  /** Percent; null without a truth. */
  readonly wordErrorRate: number | null;
  /** The most of all rounds. */
  readonly peakBytes: number;
  /** Time as a multiple of the first system's in the same round. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
}

/** All systems with one recording, the first being what the others are held against. */
export interface FileSpeed {
  readonly file: string;
  readonly recordingSeconds: number | null;
  readonly systems: readonly SystemSpeed[];
}

/** Sums up runs by recording and system, both in the order in which they first ran. */
export function summariseSpeeds(runs: readonly SpeedRun[]): FileSpeed[] {
  return [...groupBy(runs, ({ file }) => file)].map(([file, own]) => {
    const recordingSeconds = own.find((run) => run.recordingSeconds !== null)?.recordingSeconds ?? null;
    const bySystem = [...groupBy(own, ({ system }) => system)];
    const first = bySystem[0]?.[1] ?? [];
    return {
      file,
      recordingSeconds,
      systems: bySystem.map(([system, rounds]) => ({ system, ...summarise(rounds, first, recordingSeconds) })),
    };
  });
}

function summarise(
  rounds: readonly SpeedRun[],
  first: readonly SpeedRun[],
  recordingSeconds: number | null,
): Omit<SystemSpeed, "system"> {
  const seconds = median(rounds.map((run) => run.seconds));
  const ratios = rounds.map((run) => run.seconds / secondsInRound(first, run.round));
  return {
    seconds,
    timesRealTime: recordingSeconds === null ? null : recordingSeconds / seconds,
    processorSeconds: medianOfKnown(rounds.map((run) => run.processorSeconds)),
    wordErrorRate: medianOfKnown(rounds.map(({ wordErrors }) => wordErrors && rate(wordErrors))),
    peakBytes: Math.max(...rounds.map(({ peakBytes }) => peakBytes)),
    ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
  };
}

const secondsInRound = (runs: readonly SpeedRun[], round: number) =>
  runs.find((run) => run.round === round)?.seconds ?? Number.NaN;

function medianOfKnown(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length === 0 ? null : median(known);
}
