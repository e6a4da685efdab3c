import type { Job } from "../../client/index.ts";
import { age, clock, percent } from "../terminal/quantities.ts";
import { tableLines } from "../terminal/table.ts";
import { type Screen, withoutControls } from "../terminal/terminal.ts";

interface Column {
  readonly title: string;
  cell(job: Job, now: number): string;
}

const COLUMNS = {
  id: { title: "id", cell: ({ id }) => id },
  state: { title: "state", cell: ({ state, partial }) => (partial ? `${state}*` : state) },
  done: { title: " done", cell: ({ progress }) => percent(progress.fraction).padStart(5) },
  length: { title: "length", cell: ({ progress }) => lengthOf(progress).padStart(6) },
  age: { title: "age", cell: ({ createdAt }, now) => age((now - Date.parse(createdAt)) / 1000) },
  model: { title: "model", cell: ({ model, parameters }) => model ?? parameters.model },
  recording: { title: "recording", cell: ({ source }) => recordingOf(source) },
} satisfies Record<string, Column>;

/** Left out, in this order, where a screen is too narrow. The rest fits 80 columns, an id being 36. */
const DISPENSABLE: readonly (keyof typeof COLUMNS)[] = ["model", "length"];
/** What must be left for the names of recordings, or they tell nothing. */
const LEAST_FOR_NAMES = 16;

/**
 * Jobs under each other, a line each. On a screen no line is longer than it is wide, and ids are always whole; in a file
 * or pipe nothing is left out.
 */
export function jobTable(jobs: readonly Job[], screen: Pick<Screen, "isTTY" | "columns">, now: number): string {
  const width = screen.isTTY ? (screen.columns ?? 80) : Number.POSITIVE_INFINITY;
  const left = (out: number) => tableWithout(DISPENSABLE.slice(0, out), jobs, now);
  const tables = [left(0), left(1), left(2)];
  const table = tables.find((lines) => widestBeforeNames(lines) + LEAST_FOR_NAMES <= width) ?? left(2);
  const fitting = (line: string) => (line.length >= width ? `${line.slice(0, width - 2)}…` : line);
  return table.map((line) => `${fitting(line)}\n`).join("");
}

function tableWithout(out: readonly string[], jobs: readonly Job[], now: number): string[] {
  const columns: Column[] = Object.entries(COLUMNS)
    .filter(([name]) => !out.includes(name))
    .map(([, column]) => column);
  const rows = jobs.map((job) => columns.map((column) => withoutControls(column.cell(job, now))));
  return tableLines([columns.map(({ title }) => title), ...rows]);
}

const widestBeforeNames = ([header = ""]: readonly string[]) => header.length - COLUMNS.recording.title.length;

const lengthOf = ({ totalSeconds }: Job["progress"]) => (totalSeconds === null ? "?" : clock(totalSeconds));

/** What a person calls the recording of a job. */
export const recordingOf = (source: Job["source"]): string =>
  source.kind === "url" ? source.url : (source.name ?? "(no name)");
