import { markdownTable } from "../markdown-table.ts";
import type { FileSpeed, SystemSpeed } from "./speed-summary.ts";

/** What was measured with one recording, a line for each system. A dash stands for what could not be told. */
export function speedTable({ file, systems }: FileSpeed): string {
  const head = [file, "time", "× real time", "processor", "words wrong", "largest process", "× the first"];
  return markdownTable([head, ...systems.map(row)]);
}

function row(speed: SystemSpeed): string[] {
  const { ratio } = speed;
  return [
    speed.system,
    `${speed.seconds.toFixed(1)} s`,
    figure(speed.timesRealTime, 1, ""),
    figure(speed.processorSeconds, 1, " s"),
    figure(speed.wordErrorRate, 2, " %"),
    speed.peakBytes === 0 ? "–" : `${Math.round(speed.peakBytes / 1e6)} MB`,
    `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)})`,
  ];
}

const figure = (value: number | null, digits: number, unit: string) =>
  value === null ? "–" : `${value.toFixed(digits)}${unit}`;
